using System.Collections.Immutable;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// An immutable dictionary that is exchanged as a whole.
public sealed class ImmutableInFlight<THal>(Device device)
    where THal : struct, IHal
{
    private ImmutableDictionary<int, Shared<THal>> _inFlight = ImmutableDictionary<int, Shared<THal>>.Empty;

    public bool TryStart(int tag, DmaBuffer buffer)
    {
        var share = new Shared<THal>(buffer, DeviceToDriver);
        if (!ImmutableInterlocked.TryAdd(ref _inFlight, tag, share))
        {
            share.Unshare();
            return false;
        }

        device.Program(share.Paddr, buffer.Length);
        return true;
    }

    public void Finish(int tag)
    {
        if (ImmutableInterlocked.TryRemove(ref _inFlight, tag, out Shared<THal> share))
        {
            share.Unshare();
        }
    }

    public void Reset()
    {
        device.Reset();
        foreach ((_, Shared<THal> share) in Interlocked.Exchange(ref _inFlight, ImmutableDictionary<int, Shared<THal>>.Empty))
        {
            share.Unshare();
        }
    }
}
