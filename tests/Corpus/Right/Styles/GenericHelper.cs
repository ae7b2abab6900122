using System;
using Devices;
using Hal;

public static class Sharing
{
    public delegate TResult Use<TResult>(PhysAddr address);

    public static TResult With<THal, TResult>(DmaBuffer buffer, BufferDirection direction, Use<TResult> use) where THal : struct, IHal
    {
        PhysAddr a = THal.Share(buffer, direction);
        try
        {
            return use(a);
        }
        finally
        {
            THal.Unshare(a, buffer, direction);
        }
    }

    public static bool TryShare<THal>(DmaBuffer buffer, BufferDirection direction, out Shared<THal> shared) where THal : struct, IHal
    {
        try
        {
            shared = new Shared<THal>(buffer, direction);
            return true;
        }
        catch (DmaException)
        {
            shared = default;
            return false;
        }
    }
}

public sealed class SharingUser<THal>(Device device) where THal : struct, IHal
{
    public bool Send(DmaBuffer b) => Sharing.With<THal, bool>(b, BufferDirection.DriverToDevice, a => device.Submit(a) && device.Wait(1));

    public bool Send2(DmaBuffer b, DmaBuffer c)
    {
        if (!Sharing.TryShare(b, BufferDirection.DriverToDevice, out Shared<THal> first))
        {
            return false;
        }

        if (!Sharing.TryShare(c, BufferDirection.DeviceToDriver, out Shared<THal> second))
        {
            first.Unshare();
            return false;
        }

        bool ok = device.Submit(first.Paddr) && device.Submit(second.Paddr) && device.Wait(1);
        second.Unshare();
        first.Unshare();
        return ok;
    }
}
