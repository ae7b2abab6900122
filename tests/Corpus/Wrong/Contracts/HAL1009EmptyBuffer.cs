using Hal;
using Devices;

/// <summary>C6: empty buffers that are shared or unshared.</summary>
public sealed unsafe class EmptyBuffers<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public void ShareDefault(byte* data)
    {
        var shared = new Shared<THal>(default, BufferDirection.DriverToDevice); //! HAL1009
        _device.Submit(shared.Paddr);
        shared.Unshare();
    }

    public void UnshareDefault(DmaBuffer buffer)
    {
        PhysAddr address = THal.Share(buffer, BufferDirection.Both);
        _device.Submit(address);
        THal.Unshare(address, default, BufferDirection.Both); //! HAL1009
    }

    public void ParameterlessConstructor(DmaBuffer buffer)
    {
        PhysAddr address = THal.Share(buffer, BufferDirection.DeviceToDriver);
        _device.Submit(address);
        THal.Unshare(address, new DmaBuffer(), BufferDirection.DeviceToDriver); //! HAL1009
    }

    public void KnownToBeEmpty(DmaBuffer buffer)
    {
        if (buffer.IsEmpty)
        {
            using var scope = new SharedScope<THal>(buffer, BufferDirection.DriverToDevice); //! HAL1009
            _device.Submit(scope.Paddr);
        }
    }
}
