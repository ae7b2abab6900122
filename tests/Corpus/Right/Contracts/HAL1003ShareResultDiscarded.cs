using Hal;
using Devices;

/// <summary>C9: shares whose address is kept.</summary>
public sealed unsafe class DiscardedShares<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public void Statement(DmaBuffer buffer)
    {
        PhysAddr address = THal.Share(buffer, BufferDirection.DriverToDevice);
        _device.Kick();
        THal.Unshare(address, buffer, BufferDirection.DriverToDevice);
    }

    public void Discard(byte* data)
    {
        DmaBuffer buffer = new(data, 32);
        PhysAddr address = THal.Share(buffer, BufferDirection.DeviceToDriver);
        _device.Kick();
        THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
    }

    public void Value(DmaBuffer buffer)
    {
        var shared = new Shared<THal>(buffer, BufferDirection.Both);
        _device.Kick();
        shared.Unshare();
    }

    public void CheckedHal(DmaBuffer buffer)
    {
        PhysAddr address = Checked<THal>.Share(buffer, BufferDirection.Both);
        _device.Kick();
        Checked<THal>.Unshare(address, buffer, BufferDirection.Both);
    }

    public void InALoop(DmaBuffer buffer, int count)
    {
        while (count-- > 0)
        {
            using var scope = new SharedScope<THal>(buffer, BufferDirection.DriverToDevice);
            _device.Poll();
        }
    }
}
