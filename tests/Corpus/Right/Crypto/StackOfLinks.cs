using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A chain of links in DMA memory; every part that is mapped is pushed on a stack and popped on the way out.</summary>
public sealed unsafe class LinkedCipher<THal>(CryptoUnit unit) : IDisposable
    where THal : struct, IHal
{
    private const int MaxLinks = 20;

    private struct Link
    {
        public uint Length;
        public uint Pointer;
        public uint Next;
        public uint Pad;
    }

    private readonly Dma<THal> _links = new(1, Both);
    private readonly Stack<(PhysAddr, DmaBuffer, BufferDirection)> _mapped = new();

    private PhysAddr LinkAddress(int index) => _links.PaddrAt((nuint)(index * sizeof(Link)));

    private void Put(ref int next, DmaBuffer part, BufferDirection direction)
    {
        if (next == MaxLinks)
        {
            throw new DmaException("The request has too many parts.");
        }

        PhysAddr address = THal.Share(part, direction);
        _mapped.Push((address, part, direction));
        Link* link = _links.Pointer<Link>((nuint)(next * sizeof(Link)));
        link->Length = (uint)part.Length;
        link->Pointer = (uint)address.Value;
        link->Next = next + 1 < MaxLinks ? (uint)LinkAddress(next + 1).Value : 0;
        next++;
    }

    public int Process(IReadOnlyList<DmaBuffer> sources, IReadOnlyList<DmaBuffer> destinations, DmaBuffer key)
    {
        int total = 0;
        try
        {
            int next = 0;
            Put(ref next, key, DriverToDevice);
            int firstSource = next;
            foreach (DmaBuffer source in sources)
            {
                Put(ref next, source, DriverToDevice);
                total += source.Length;
            }

            int firstDestination = next;
            foreach (DmaBuffer destination in destinations)
            {
                Put(ref next, destination, DeviceToDriver);
            }

            return unit.Encrypt(LinkAddress(firstSource), LinkAddress(firstDestination), LinkAddress(0), total);
        }
        finally
        {
            while (_mapped.TryPop(out var m))
            {
                THal.Unshare(m.Item1, m.Item2, m.Item3);
            }
        }
    }

    public void Dispose() => _links.Dispose();
}
