// Shares of a batch of which none is left behind.
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Cases;

internal sealed unsafe class LeftInTheBatch<THal>(Device device)
    where THal : struct, IHal
{
    public void CounterOutside(DmaBuffer[] parts)
    {
        var mapped = new PhysAddr[parts.Length];
        int n = 0;
        for (; n < parts.Length; n++)
        {
            mapped[n] = THal.Share(parts[n], DriverToDevice);
        }

        device.Wait(1);
        for (int i = n - 1; i >= 0; i--)
        {
            THal.Unshare(mapped[i], parts[i], DriverToDevice);
        }
    }

    public void BackByWhile(DmaBuffer[] parts)
    {
        var mapped = new PhysAddr[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            mapped[i] = THal.Share(parts[i], DriverToDevice);
        }

        device.Wait(1);
        int n = parts.Length;
        while (n > 0)
        {
            n--;
            THal.Unshare(mapped[n], parts[n], DriverToDevice);
        }
    }

    public bool ShortOnTheErrorPath(DmaBuffer[] parts)
    {
        var mapped = new PhysAddr[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            mapped[i] = THal.Share(parts[i], DriverToDevice);
        }

        if (!device.Wait(1))
        {
            for (int i = 0; i < parts.Length; i++)
            {
                THal.Unshare(mapped[i], parts[i], DriverToDevice);
            }

            return false;
        }

        for (int i = 0; i < parts.Length; i++)
        {
            THal.Unshare(mapped[i], parts[i], DriverToDevice);
        }

        return true;
    }

    public bool ShortInTheCatch(DmaBuffer[] parts)
    {
        var mapped = new PhysAddr[parts.Length];
        int n = 0;
        try
        {
            for (; n < parts.Length; n++)
            {
                mapped[n] = THal.Share(parts[n], DriverToDevice);
            }
        }
        catch (DmaException)
        {
            for (int i = n - 1; i >= 0; i--)
            {
                THal.Unshare(mapped[i], parts[i], DriverToDevice);
            }

            return false;
        }

        device.Wait(1);
        for (int i = 0; i < n; i++)
        {
            THal.Unshare(mapped[i], parts[i], DriverToDevice);
        }

        return true;
    }

    public bool CurrentLeftOut(DmaBuffer[] parts)
    {
        var mapped = new PhysAddr[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            mapped[i] = THal.Share(parts[i], DriverToDevice);
            if (device.Submit(mapped[i]))
            {
                continue;
            }

            for (int k = i; k >= 0; k--)
            {
                THal.Unshare(mapped[k], parts[k], DriverToDevice);
            }

            return false;
        }

        for (int i = 0; i < parts.Length; i++)
        {
            THal.Unshare(mapped[i], parts[i], DriverToDevice);
        }

        return true;
    }

    public bool FirstLeftOut(DmaBuffer[] parts)
    {
        var mapped = new PhysAddr[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            mapped[i] = THal.Share(parts[i], DriverToDevice);
            if (device.Submit(mapped[i]))
            {
                continue;
            }

            for (int k = i; k >= 0; k--)
            {
                THal.Unshare(mapped[k], parts[k], DriverToDevice);
            }

            return false;
        }

        for (int i = 0; i < parts.Length; i++)
        {
            THal.Unshare(mapped[i], parts[i], DriverToDevice);
        }

        return true;
    }
}
