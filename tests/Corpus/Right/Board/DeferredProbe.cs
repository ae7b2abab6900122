using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// Like Linux deferred probing: a supplier that is not there yet makes the probe be tried again later. A probe that is to be repeated
// leaves nothing behind; one that is final keeps its region in the result.
public abstract record ProbeResult<THal>
    where THal : struct, IHal
{
    public sealed record Bound(Dma<THal> Ring) : ProbeResult<THal>;

    public sealed record Defer(string Supplier) : ProbeResult<THal>;

    public sealed record Failed(int Error) : ProbeResult<THal>;
}

public static class DeferredProbe<THal>
    where THal : struct, IHal
{
    public static Dma<THal>? Bind(Device device, PowerDomain supply, int attempts)
    {
        for (int i = 0; i < attempts; i++)
        {
            switch (Probe(device, supply))
            {
                case ProbeResult<THal>.Bound { Ring: var ring }:
                    return ring;
                case ProbeResult<THal>.Defer { Supplier: var name }:
                    Log.Info($"waiting for {name}");
                    Thread.Sleep(50);
                    break;
                case ProbeResult<THal>.Failed { Error: var error }:
                    throw new DeviceException($"probe: {error}");
            }
        }

        return null;
    }

    private static ProbeResult<THal> Probe(Device device, PowerDomain supply)
    {
        int error = supply.Enable();
        if (error < 0)
        {
            return error == -517 ? new ProbeResult<THal>.Defer(nameof(supply)) : new ProbeResult<THal>.Failed(error);
        }

        if (!Dma<THal>.TryCreate(4, BufferDirection.Both, out var ring))
        {
            supply.Disable();
            return new ProbeResult<THal>.Failed(-12);
        }

        if (device.Start(ring.Paddr, (int)ring.Length) == 0)
        {
            return new ProbeResult<THal>.Bound(ring);
        }

        device.Reset();
        ring.Dispose();
        supply.Disable();
        return device.Ready ? new ProbeResult<THal>.Defer("firmware") : new ProbeResult<THal>.Failed(-19);
    }
}
