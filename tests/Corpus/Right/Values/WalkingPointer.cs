using Devices;
using Hal;

/// <summary>A pointer that walks to an end pointer, sharing and unsharing piece by piece.</summary>
public sealed unsafe class Walker<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public void Send(byte* start, int length, int step)
    {
        byte* end = start + length;
        for (byte* at = start; at < end; at += step)
        {
            int size = (int)System.Math.Min(step, end - at);
            var piece = new DmaBuffer(at, size);
            PhysAddr address = THal.Share(piece, BufferDirection.DriverToDevice);
            _device.Start(address, size);
            THal.Unshare(address, piece, BufferDirection.DriverToDevice);
        }
    }

    public void SendBackwards(byte* start, int length)
    {
        byte* p = start + length;
        while (p != start)
        {
            p -= 64;
            PhysAddr address = THal.Share(new DmaBuffer(p, 64), BufferDirection.DriverToDevice);
            _device.Start(address, 64);
            THal.Unshare(address, new DmaBuffer(p, 64), BufferDirection.DriverToDevice);
        }
    }
}
