using Hal;
using Devices;

/// <summary>A compression unit whose error path ends its share.</summary>
public sealed unsafe class Compressor<THal>
    where THal : struct, IHal
{
    private readonly DmaEngine _engine = new();

    public int Compress(DmaBuffer source, PhysAddr destination)
    {
        PhysAddr from = THal.Share(source, BufferDirection.DriverToDevice);
        int cookie = _engine.Submit(from, destination, source.Length);
        if (cookie < 0)
        {
            THal.Unshare(from, source, BufferDirection.DriverToDevice);
            return cookie;
        }

        while (!_engine.IsComplete(cookie))
        {
        }

        THal.Unshare(from, source, BufferDirection.DriverToDevice);
        return 0;
    }
}
