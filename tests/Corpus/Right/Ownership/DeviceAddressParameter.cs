using Devices;
using Hal;

/// <summary>A method that gives its address to the device, and only borrows it: the caller ends the share.</summary>
public sealed class Doorbell<THal>
    where THal : struct, IHal
{
    private readonly MmioRegion _registers;

    public Doorbell(MmioRegion registers) => _registers = registers;

    public void Ring([DeviceAddress] PhysAddr at, uint length)
    {
        _registers.Write64(0x00, at.Value);
        _registers.Write32(0x08, length);
        _registers.Write32(0x0C, 1);
    }

    public void Send(DmaBuffer first, DmaBuffer second)
    {
        PhysAddr a = THal.Share(first, BufferDirection.DriverToDevice);
        PhysAddr b = THal.Share(second, BufferDirection.DriverToDevice);
        Ring(a, (uint)first.Length);
        while (_registers.Read32(0x0C) != 0)
        {
        }

        THal.Unshare(a, first, BufferDirection.DriverToDevice);
        Ring(b, (uint)second.Length);
        while (_registers.Read32(0x0C) != 0)
        {
        }

        THal.Unshare(b, second, BufferDirection.DriverToDevice);
    }
}
