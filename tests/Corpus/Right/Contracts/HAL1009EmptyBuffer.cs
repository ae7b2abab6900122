using Hal;
using Devices;

/// <summary>C6: buffers that are not empty.</summary>
public sealed unsafe class EmptyBuffers<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public void ShareDefault(byte* data)
    {
        var shared = new Shared<THal>(new DmaBuffer(data, 1), BufferDirection.DriverToDevice);
        _device.Submit(shared.Paddr);
        shared.Unshare();
    }

    public void UnshareDefault(DmaBuffer buffer)
    {
        PhysAddr address = THal.Share(buffer, BufferDirection.Both);
        _device.Submit(address);
        THal.Unshare(address, buffer, BufferDirection.Both);
    }

    public void ParameterlessConstructor(DmaBuffer buffer)
    {
        PhysAddr address = THal.Share(buffer, BufferDirection.DeviceToDriver);
        _device.Submit(address);
        THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
    }

    public void KnownToBeEmpty(DmaBuffer buffer)
    {
        if (buffer.IsEmpty)
        {
            return;
        }

        using var scope = new SharedScope<THal>(buffer, BufferDirection.DriverToDevice);
        _device.Submit(scope.Paddr);
    }
}
