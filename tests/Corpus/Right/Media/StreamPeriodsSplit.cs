using System;
using Devices;
using Hal;

namespace Drivers;

/// <summary>The list of a stream: a period is split where it crosses a 4 KiB boundary of the device's view.</summary>
public sealed unsafe class StreamList<THal> : IDisposable
    where THal : struct, IHal
{
    private const int MaxEntries = 256;

    private readonly Dma<THal> _list = new(1, BufferDirection.Both);
    private readonly Dma<THal> _samples;

    public StreamList(nuint pages) => _samples = new Dma<THal>(pages, BufferDirection.Both);

    public int Fragments { get; private set; }

    public bool Setup(int periodBytes)
    {
        uint* bdl = _list.Pointer<uint>(0);
        int fragments = 0;
        for (nuint offset = 0; offset + (nuint)periodBytes <= _samples.Length; offset += (nuint)periodBytes)
        {
            int size = periodBytes;
            nuint at = offset;
            while (size > 0)
            {
                if (fragments >= MaxEntries)
                {
                    Log.Info("too many entries in the list");
                    return false;
                }

                PhysAddr address = _samples.PaddrAt(at);
                int chunk = Math.Min(size, 0x1000 - (int)(address.Value & 0xFFF));
                bdl[0] = (uint)address.Value;
                bdl[1] = (uint)(address.Value >> 32);
                bdl[2] = (uint)chunk;
                size -= chunk;
                bdl[3] = size > 0 ? 0u : 1u;
                bdl += 4;
                at += (nuint)chunk;
                fragments++;
            }
        }

        Fragments = fragments;
        return fragments > 0;
    }

    public void Program(MmioRegion stream)
    {
        stream.Write32(0x18, (uint)_list.Paddr.Value);
        stream.Write32(0x1C, (uint)(_list.Paddr.Value >> 32));
        stream.Write16(0x0C, (ushort)(Fragments - 1));
    }

    public void Dispose()
    {
        _samples.Dispose();
        _list.Dispose();
    }
}
