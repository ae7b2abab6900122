using System.Collections.Generic;
using Devices;
using Hal;

public static class HalExtensions
{
    public static bool SendThrough<THal>(this Device device, DmaBuffer buffer, THal _ = default) where THal : struct, IHal
    {
        using SharedScope<THal> scope = new(buffer, BufferDirection.DriverToDevice);
        return device.Submit(scope.Paddr) && device.Wait(100);
    }

    public static Shared<THal> ShareFor<THal>(this DmaBuffer buffer, BufferDirection direction) where THal : struct, IHal => new(buffer, direction);

    public static void UnshareAll<THal>(this IEnumerable<Shared<THal>> shares) where THal : struct, IHal
    {
        foreach (Shared<THal> share in shares)
        {
            share.Unshare();
        }
    }
}

public sealed class ExtensionUser<THal>(Device device) where THal : struct, IHal
{
    public bool Run(DmaBuffer x, DmaBuffer y)
    {
        Shared<THal>[] all = [x.ShareFor<THal>(BufferDirection.DriverToDevice), y.ShareFor<THal>(BufferDirection.DeviceToDriver)];
        bool ok = true;
        foreach (Shared<THal> s in all)
        {
            ok &= device.Submit(s.Paddr);
        }

        device.Wait(1);
        all.UnshareAll();
        return ok && device.SendThrough<THal>(x);
    }

    public bool One(DmaBuffer x)
    {
        var s = x.ShareFor<THal>(BufferDirection.DriverToDevice);
        bool ok = device.Submit(s.Paddr) && device.Wait(1);
        s.Unshare();
        return ok;
    }
}
