using System;
using System.Threading;
using Devices;
using Hal;

public sealed class RetryLoop<THal>(Device device) where THal : struct, IHal
{
    public bool Send(DmaBuffer buffer)
    {
        for (int attempt = 0; ; attempt++)
        {
            PhysAddr a = THal.Share(buffer, BufferDirection.DriverToDevice);
            bool done = device.Submit(a) && device.Wait(10 << attempt);
            if (!done)
            {
                device.Reset();
            }

            THal.Unshare(a, buffer, BufferDirection.DriverToDevice);
            if (done)
            {
                return true;
            }

            if (attempt == 3)
            {
                return false;
            }
        }
    }

    public PhysAddr ShareWithRetry(DmaBuffer buffer)
    {
        Deadline deadline = Deadline.In(100);
        while (true)
        {
            try
            {
                return THal.Share(buffer, BufferDirection.DriverToDevice);
            }
            catch (DmaException) when (!deadline.Expired)
            {
                Thread.Sleep(1);
            }
        }
    }
}
