using System;
using Devices;
using Hal;

namespace Drivers;

// A copy from one list of pieces to another whose borders do not match. A helper maps a list or nothing, the copy walks both by offsets,
// and each list is unmapped whole.
public sealed class ScatterCopy<THal>
    where THal : struct, IHal
{
    private readonly DmaEngine _engine;

    public ScatterCopy(DmaEngine engine) => _engine = engine;

    public bool Copy(DmaBuffer[] from, DmaBuffer[] to)
    {
        PhysAddr[]? sources = Map(from, BufferDirection.DriverToDevice);
        if (sources is null)
        {
            return false;
        }

        PhysAddr[]? destinations = Map(to, BufferDirection.DeviceToDriver);
        bool copied = false;
        if (destinations is not null)
        {
            copied = Walk(from, sources, to, destinations);
            if (!copied)
            {
                _engine.Terminate();
            }

            Unmap(to, destinations, BufferDirection.DeviceToDriver);
        }

        Unmap(from, sources, BufferDirection.DriverToDevice);
        return copied;
    }

    private static PhysAddr[]? Map(DmaBuffer[] pieces, BufferDirection direction)
    {
        var addresses = new PhysAddr[pieces.Length];
        int mapped = 0;
        try
        {
            for (; mapped < pieces.Length; mapped++)
            {
                addresses[mapped] = THal.Share(pieces[mapped], direction);
            }
        }
        catch (DmaException)
        {
            while (--mapped >= 0)
            {
                THal.Unshare(addresses[mapped], pieces[mapped], direction);
            }

            return null;
        }

        return addresses;
    }

    private static void Unmap(DmaBuffer[] pieces, PhysAddr[] addresses, BufferDirection direction)
    {
        for (int i = 0; i < pieces.Length; i++)
        {
            THal.Unshare(addresses[i], pieces[i], direction);
        }
    }

    private bool Walk(DmaBuffer[] from, PhysAddr[] sources, DmaBuffer[] to, PhysAddr[] destinations)
    {
        int cookie = 0;
        for (int i = 0, j = 0, taken = 0, given = 0; i < from.Length && j < to.Length;)
        {
            int count = Math.Min(from[i].Length - taken, to[j].Length - given);
            cookie = _engine.Submit(sources[i] + taken, destinations[j] + given, count);
            if (cookie < 0)
            {
                return false;
            }

            taken += count;
            given += count;
            if (taken == from[i].Length)
            {
                (i, taken) = (i + 1, 0);
            }

            if (given == to[j].Length)
            {
                (j, given) = (j + 1, 0);
            }
        }

        return _engine.WaitFor(cookie, 1000);
    }
}
