using Devices;
using Hal;

public sealed class BreakOutOfLoop<THal>(DmaEngine engine) where THal : struct, IHal
{
    public int Copy(DmaBuffer[] buffers, PhysAddr target)
    {
        int copied = 0;
        foreach (DmaBuffer b in buffers)
        {
            PhysAddr a = THal.Share(b, BufferDirection.DriverToDevice); //! HAL1002
            int cookie = engine.Submit(a, target, b.Length);
            if (cookie < 0)
            {
                break;
            }

            engine.WaitFor(cookie, 10);
            THal.Unshare(a, b, BufferDirection.DriverToDevice);
            copied++;
        }

        return copied;
    }
}
