using Hal;
using Devices;

// Like fixes in Linux (drivers/usb/host, isochronous packets of a transfer).
/// <summary>A USB isochronous transfer that shares its packets by one table of lengths and ends them by another.</summary>
public sealed unsafe class Isochronous<THal>
    where THal : struct, IHal
{
    private const int HighSpeed = 3072;
    private const int FullSpeed = 1023;
    private readonly Device _host = new();

    public void Send(byte* packets)
    {
        PhysAddr first = THal.Share(new DmaBuffer(packets, HighSpeed), BufferDirection.DriverToDevice);
        PhysAddr second = THal.Share(new DmaBuffer(packets + HighSpeed, HighSpeed), BufferDirection.DriverToDevice);
        _host.Program(first, HighSpeed);
        _host.Program(second, HighSpeed);
        _host.Wait(1);
        THal.Unshare(first, new DmaBuffer(packets, HighSpeed), BufferDirection.DriverToDevice);
        THal.Unshare(second, new DmaBuffer(packets + FullSpeed, HighSpeed), BufferDirection.DriverToDevice); //! HAL1006
    }
}
