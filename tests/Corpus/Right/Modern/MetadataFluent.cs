using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A fluent builder that gathers buffers and maps them all at once.
public sealed class MetadataFluent<THal>
    where THal : struct, IHal
{
    private readonly List<(DmaBuffer Buffer, BufferDirection Direction)> _parts = [];

    public MetadataFluent<THal> Input(DmaBuffer buffer)
    {
        _parts.Add((buffer, DriverToDevice));
        return this;
    }

    public MetadataFluent<THal> Output(DmaBuffer buffer)
    {
        _parts.Add((buffer, DeviceToDriver));
        return this;
    }

    public int Execute(VendorQueue queue)
    {
        List<Shared<THal>> shares = _parts.ConvertAll(part => new Shared<THal>(part.Buffer, part.Direction));
        int pushed = queue.PushMany(
            CollectionsMarshal.AsSpan(shares.ConvertAll(share => share.Paddr)),
            shares.Select(share => share.Buffer).ToArray());
        bool all = pushed == shares.Count;
        while (all && !shares.TrueForAll(share => queue.TryFinish(share.Paddr)))
        {
            queue.Poll();
        }

        shares.Reverse();
        foreach (Shared<THal> share in shares)
        {
            share.Unshare();
        }

        return all ? 0 : -28;
    }
}
