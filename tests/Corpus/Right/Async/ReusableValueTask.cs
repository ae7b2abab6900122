using System;
using System.Collections.Concurrent;
using System.Threading.Tasks;
using Devices;
using Hal;

namespace Drivers;

// Like pooled request objects: a request is rented, used for one transfer, and put back for the next. The request's share is a nullable
// field, taken out before it is ended, so a second end finds nothing.
public sealed class PooledWriter<THal>(BlockQueue disk)
    where THal : struct, IHal
{
    private sealed class Request
    {
        private readonly PinnedBuffer _memory = new(4096);
        private Shared<THal>? _share;

        public Memory<byte> Staging { get; } = new byte[4096];

        public (PhysAddr Address, int Length) Arm(int length)
        {
            DmaBuffer part = _memory.Buffer.Slice(0, length);
            Staging.Span[..length].CopyTo(part.AsSpan());
            var share = new Shared<THal>(part, BufferDirection.DriverToDevice);
            _share = share;
            return (share.Paddr, length);
        }

        public void Disarm()
        {
            if (_share is { } share)
            {
                _share = null;
                share.Unshare();
            }
        }

        public void Free()
        {
            Disarm();
            _memory.Dispose();
        }
    }

    private readonly ConcurrentBag<Request> _idle = [];

    public async ValueTask<int> WriteAsync(ulong sector, ReadOnlyMemory<byte> data)
    {
        if (data.Length is 0 or > 4096)
        {
            return -22;
        }

        Request request = _idle.TryTake(out Request? idle) ? idle : new Request();
        try
        {
            data.CopyTo(request.Staging);
            (PhysAddr address, int length) = request.Arm(data.Length);
            return await disk.WriteAsync(sector, address, length).ConfigureAwait(false);
        }
        finally
        {
            request.Disarm();
            _idle.Add(request);
        }
    }

    public void Trim()
    {
        while (_idle.TryTake(out Request? request))
        {
            request.Free();
        }
    }
}
