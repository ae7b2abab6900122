using System.Threading;
using Devices;
using Hal;

public sealed class PollingWithReset<THal>(VirtioTransport transport) where THal : struct, IHal
{
    public bool Send(DmaBuffer b)
    {
        var deadline = Deadline.In(100);
        PhysAddr a = THal.Share(b, BufferDirection.DriverToDevice);
        if (!transport.SetQueue(1, a, b.Length))
        {
            THal.Unshare(a, b, BufferDirection.DriverToDevice);
            return false;
        }

        transport.Notify(1);
        while (!transport.Used(1))
        {
            if (deadline.Expired || transport.Broken)
            {
                transport.Reset();
                THal.Unshare(a, b, BufferDirection.DriverToDevice);
                Panic.Now("the device is gone");
            }

            Thread.SpinWait(20);
        }

        THal.Unshare(a, b, BufferDirection.DriverToDevice);
        return true;
    }

    public int Loop(DmaBuffer b)
    {
        PhysAddr a = THal.Share(b, BufferDirection.DeviceToDriver);
        for (int tries = 0; tries < 10; tries++)
        {
            if (transport.Used(0))
            {
                THal.Unshare(a, b, BufferDirection.DeviceToDriver);
                if (b[0] != 0)
                {
                    return b[0];
                }

                a = THal.Share(b, BufferDirection.DeviceToDriver);
            }
        }

        transport.Reset();
        THal.Unshare(a, b, BufferDirection.DeviceToDriver);
        return -1;
    }
}
