using Devices;
using Hal;

/// <summary>The local that named a shared buffer names another one when it is written to.</summary>
public sealed class Renamed<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public void Run(DmaBuffer first, DmaBuffer second)
    {
        DmaBuffer current = first;
        PhysAddr at = THal.Share(current, BufferDirection.DriverToDevice);
        _device.Program(at, current.Length);
        current = second;
        current[0] = 1;
        current.AsSpan()[1..].Clear();
        _device.Wait(10);
        THal.Unshare(at, first, BufferDirection.DriverToDevice);
        at = THal.Share(current, BufferDirection.DriverToDevice);
        _device.Program(at, current.Length);
        first[0] = 0;
        _device.Wait(10);
        THal.Unshare(at, current, BufferDirection.DriverToDevice);
    }
}
