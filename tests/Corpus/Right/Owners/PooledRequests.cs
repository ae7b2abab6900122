using System;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Requests from a pool: each has pinned memory for its header, and is rented, used and returned. A request goes back to the pool after
// its share has ended, and the pool disposes of the memory when it is closed.
public sealed class RequestPool<THal>(Device device, int most) : IDisposable
    where THal : struct, IHal
{
    private const int HeaderBytes = 64;

    private sealed class Request : IDisposable
    {
        private readonly PinnedBuffer _header = new(HeaderBytes);

        public DmaBuffer Header => _header.Buffer;

        public Request Reset()
        {
            Header.AsSpan().Clear();
            return this;
        }

        public void Dispose() => _header.Dispose();
    }

    private readonly ConcurrentBag<Request> _idle = new();
    private int _made;

    public bool Execute(byte opcode, ulong argument)
    {
        if (Rent() is not { } request)
        {
            return false;
        }

        request.Header[0] = opcode;
        BinaryPrimitives.WriteUInt64LittleEndian(request.Header.AsSpan()[8..], argument);
        bool done = Send(request.Header);
        _idle.Add(request.Reset());
        return done;
    }

    public void Dispose()
    {
        while (_idle.TryTake(out Request? request))
        {
            request.Dispose();
        }
    }

    private Request? Rent()
    {
        if (_idle.TryTake(out Request? request))
        {
            return request;
        }

        if (Interlocked.Increment(ref _made) <= most)
        {
            return new Request();
        }

        Interlocked.Decrement(ref _made);
        return null;
    }

    private bool Send(DmaBuffer header)
    {
        PhysAddr address = THal.Share(header, DriverToDevice);
        bool done = device.Submit(address, header.Length);
        if (done && !device.Wait(100))
        {
            device.Reset();
            done = false;
        }

        THal.Unshare(address, header, DriverToDevice);
        return done;
    }
}
