using Devices;
using Hal;

public sealed class PreviousCookie<THal>(DmaEngine engine) where THal : struct, IHal
{
    public void Write(DmaBuffer buffer, int n)
    {
        PhysAddr previous = default;
        int previousCookie = -1;
        while (n-- > 0)
        {
            PhysAddr current = THal.Share(buffer, BufferDirection.DriverToDevice);
            if (previousCookie >= 0)
            {
                THal.Unshare(previous, buffer, BufferDirection.DriverToDevice);
            }

            int cookie = engine.Channels;
            if (cookie < 0)
            {
                THal.Unshare(current, buffer, BufferDirection.DriverToDevice);
                return;
            }

            previous = current;
            previousCookie = cookie;
        }

        if (previousCookie >= 0)
        {
            THal.Unshare(previous, buffer, BufferDirection.DriverToDevice);
        }
    }
}
