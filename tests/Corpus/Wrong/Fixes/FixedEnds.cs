using Devices;
using Hal;

public sealed unsafe class FixedEnds<THal>(SpiController spi) where THal : struct, IHal
{
    public bool Send(int length)
    {
        byte[] frame = new byte[length];
        PhysAddr a;
        DmaBuffer b;
        fixed (byte* p = frame)
        {
            b = new DmaBuffer(p, length);
            a = THal.Share(b, BufferDirection.DriverToDevice); //! HAL1008
        }

        spi.Start(a, default, length);
        bool ok = spi.WaitIdle(100);
        THal.Unshare(a, b, BufferDirection.DriverToDevice);
        return ok;
    }
}
