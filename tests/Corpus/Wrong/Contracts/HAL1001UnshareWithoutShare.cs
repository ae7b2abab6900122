using Hal;
using Devices;

/// <summary>C8: addresses that certainly came from no Share.</summary>
public sealed unsafe class UnshareAddresses<THal>
    where THal : struct, IHal
{
    private static readonly PhysAddr Window = new(0xFEC0_0000);
    private readonly Device _device = new();

    public void Constant(DmaBuffer buffer)
    {
        THal.Unshare(new PhysAddr(0x8000_0000), buffer, BufferDirection.Both); //! HAL1001
    }

    public void Default(DmaBuffer buffer, bool wanted)
    {
        PhysAddr address = default;
        _device.Submit(address);
        THal.Unshare(address, buffer, BufferDirection.DriverToDevice); //! HAL1001
    }

    public void MovedForward(byte* data)
    {
        DmaBuffer buffer = new(data, 1024);
        PhysAddr address = THal.Share(buffer, BufferDirection.DeviceToDriver);
        _device.Submit(address + 512);
        THal.Unshare(address + 512, buffer, BufferDirection.DeviceToDriver); //! HAL1001
    }

    public void MovedBack(DmaBuffer buffer)
    {
        PhysAddr address = THal.Share(buffer, BufferDirection.DeviceToDriver);
        PhysAddr frame = address + 14;
        _device.Submit(frame);
        THal.Unshare(frame - 12UL, buffer, BufferDirection.DeviceToDriver); //! HAL1001
    }

    public void OneOfTwoArms(DmaBuffer buffer, bool mapped)
    {
        PhysAddr address = mapped ? THal.Share(buffer, BufferDirection.Both) : default;
        _device.Submit(address);
        THal.Unshare(address, buffer, BufferDirection.Both); //! HAL1001
    }
}
