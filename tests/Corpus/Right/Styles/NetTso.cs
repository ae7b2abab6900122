using System;
using Devices;
using Hal;

/// <summary>One headers block in DMA memory, the payload in pages of the caller.</summary>
public sealed unsafe class NetTso<THal>(Ring ring) : IDisposable where THal : struct, IHal
{
    private const int HeaderSize = 128;
    private readonly Dma<THal> _headers = new(8, BufferDirection.DriverToDevice);
    private readonly (Shared<THal> Share, bool Live)[] _slots = new (Shared<THal>, bool)[256];

    public int Send(Packet packet, int mss)
    {
        int offset = 0, sent = 0;
        DmaBuffer data = packet.Buffer;
        var share = new Shared<THal>(data, BufferDirection.DriverToDevice);
        while (offset < data.Length)
        {
            if (ring.IsFull)
            {
                if (sent == 0)
                {
                    share.Unshare();
                }
                else
                {
                    _slots[(ring.Head - 1) & 255] = (share, true);
                }

                return sent;
            }

            int length = Math.Min(mss, data.Length - offset);
            nuint slot = (nuint)(ring.Head * HeaderSize);
            new Span<byte>(_headers.Vaddr(slot), HeaderSize).Clear();
            ring.Post(ring.Head, _headers.PaddrAt(slot), HeaderSize);
            ring.Post(ring.Head, share.Paddr + offset, length);
            offset += length;
            sent++;
        }

        _slots[(ring.Head - 1) & 255] = (share, true);
        return sent;
    }

    public void Reap()
    {
        while (ring.TryTake(out int index, out _))
        {
            if (_slots[index] is (var share, true))
            {
                _slots[index].Live = false;
                share.Unshare();
            }
        }
    }

    public void Dispose()
    {
        ring.Stop();
        foreach (var (share, live) in _slots)
        {
            if (live)
            {
                share.Unshare();
            }
        }

        _headers.Dispose();
    }
}
