using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A chain behind one indirect descriptor: the table is allocated for the request and kept with it.</summary>
public sealed unsafe class IndirectTable<THal>(Ring ring)
    where THal : struct, IHal
{
    private sealed record Chain(Dma<THal> Table, List<Shared<THal>> Parts);

    private readonly Dictionary<int, Chain> _chains = [];

    public bool TryPost(IReadOnlyCollection<DmaBuffer> parts, BufferDirection direction)
    {
        if (parts.Count == 0 || !Dma<THal>.TryCreate(HalConstants.PagesFor((nuint)parts.Count * 16), DriverToDevice, out var table))
        {
            return false;
        }

        var chain = new Chain(table, new List<Shared<THal>>(parts.Count));
        Descriptor* entry = table.Pointer<Descriptor>(0);
        ushort next = 0;
        try
        {
            foreach (DmaBuffer part in parts)
            {
                var shared = new Shared<THal>(part, direction);
                chain.Parts.Add(shared);
                *entry++ = new Descriptor
                {
                    Address = shared.Paddr.Value,
                    Length = (uint)part.Length,
                    Flags = (ushort)((direction == DriverToDevice ? 0 : 2) | (next + 1 < parts.Count ? 1 : 0)),
                    Next = ++next,
                };
            }
        }
        catch (DmaException)
        {
            Release(chain);
            return false;
        }

        if (!ring.TryPost(table.Paddr, parts.Count * sizeof(Descriptor), out int index))
        {
            Release(chain);
            return false;
        }

        _chains.Add(index, chain);
        return true;
    }

    public void Complete(int index)
    {
        if (_chains.Remove(index, out Chain? chain))
        {
            Release(chain);
        }
    }

    private static void Release(Chain chain)
    {
        chain.Parts.ForEach(static part => part.Unshare());
        chain.Parts.Clear();
        chain.Table.Dispose();
    }
}
