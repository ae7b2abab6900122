using Hal;
using Devices;

/// <summary>C8: each Unshare has the address that its Share returned.</summary>
public sealed unsafe class UnshareAddresses<THal>
    where THal : struct, IHal
{
    private static readonly PhysAddr Window = new(0xFEC0_0000);
    private readonly Device _device = new();

    public void Constant(DmaBuffer buffer)
    {
        PhysAddr address = THal.Share(buffer, BufferDirection.Both);
        _device.Submit(address + Window.Value);
        THal.Unshare(address, buffer, BufferDirection.Both);
    }

    public void Default(DmaBuffer buffer, bool wanted)
    {
        PhysAddr address = default;
        _device.Submit(address);
        if (wanted)
        {
            address = THal.Share(buffer, BufferDirection.DriverToDevice);
            _device.Submit(address);
            THal.Unshare(address, buffer, BufferDirection.DriverToDevice);
        }
    }

    public void MovedForward(byte* data)
    {
        DmaBuffer buffer = new(data, 1024);
        PhysAddr address = THal.Share(buffer, BufferDirection.DeviceToDriver);
        _device.Submit(address + 512);
        THal.Unshare(address, buffer, BufferDirection.DeviceToDriver);
    }

    public void MovedBack(DmaBuffer buffer)
    {
        PhysAddr address = THal.Share(buffer, BufferDirection.DeviceToDriver);
        PhysAddr frame = address + 14;
        _device.Submit(frame);
        THal.Unshare(frame - 14UL, buffer, BufferDirection.DeviceToDriver);
    }

    public void OneOfTwoArms(DmaBuffer buffer, bool mapped)
    {
        PhysAddr address = mapped ? THal.Share(buffer, BufferDirection.Both) : default;
        _device.Submit(address);
        if (mapped)
        {
            THal.Unshare(address, buffer, BufferDirection.Both);
        }
    }
}
