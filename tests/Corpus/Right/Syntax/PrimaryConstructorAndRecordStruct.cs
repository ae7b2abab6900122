using Devices;
using Hal;

/// <summary>A primary constructor's parameter is the device; a readonly record struct carries a share from Begin to End.</summary>
public sealed class Loader<THal>(Device device, int limit)
    where THal : struct, IHal
{
    public readonly record struct Pending(Shared<THal> Share, int Number);

    public Pending Begin(DmaBuffer image, int number)
    {
        var share = new Shared<THal>(image, BufferDirection.DriverToDevice);
        device.Program(share.Paddr, image.Length);
        return new Pending(share, number);
    }

    public bool End(Pending pending)
    {
        bool done = device.Wait(limit);
        pending.Share.Unshare();
        return done;
    }

    public bool Load(DmaBuffer image)
    {
        Pending pending = Begin(image, 1);
        pending = pending with { Number = 2 };
        return End(pending);
    }
}
