using Devices;
using Hal;

public sealed unsafe class FixedEnds<THal>(SpiController spi) where THal : struct, IHal
{
    public bool Send(int length)
    {
        using var frame = new PinnedBuffer(length);
        DmaBuffer b = frame.Buffer;
        PhysAddr a = THal.Share(b, BufferDirection.DriverToDevice);

        spi.Start(a, default, length);
        bool ok = spi.WaitIdle(100);
        THal.Unshare(a, b, BufferDirection.DriverToDevice);
        return ok;
    }
}
