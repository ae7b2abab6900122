using System.Collections.Generic;
using Hal;
using Devices;

/// <summary>A virtio request whose header lies in DMA memory.</summary>
public sealed unsafe class PendingRequests<THal>
    where THal : struct, IHal
{
    private readonly Dictionary<int, Shared<THal>> _pending = new();
    private readonly Ring _ring = new();
    private readonly Dma<THal> _headers = new(1, BufferDirection.DriverToDevice);

    public bool Submit(int tag, ulong sector)
    {
        nuint offset = (nuint)(tag * sizeof(Header));
        *_headers.Pointer<Header>(offset) = new Header { Kind = 0, Reserved = 0, Sector = sector };
        return _ring.TryPost(_headers.PaddrAt(offset), sizeof(Header), out _);
    }

    public void Complete(int tag)
    {
        if (_pending.Remove(tag, out Shared<THal> shared))
        {
            shared.Unshare();
        }
    }

    public void Close() => _headers.Dispose();

    private struct Header
    {
        public uint Kind;
        public uint Reserved;
        public ulong Sector;
    }
}
