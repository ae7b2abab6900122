using System;
using System.Collections.Concurrent;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A pool of pinned buffers with a lease that gives the buffer back, and ends the share if there is one.</summary>
public sealed class LeasePool<THal>(int bufferLength) : IDisposable
    where THal : struct, IHal
{
    private readonly ConcurrentBag<PinnedBuffer> _free = [];

    public sealed class Lease : IDisposable
    {
        private readonly LeasePool<THal> _pool;
        private readonly PinnedBuffer _buffer;
        private Shared<THal>? _shared;

        internal Lease(LeasePool<THal> pool, PinnedBuffer buffer)
        {
            _pool = pool;
            _buffer = buffer;
        }

        public Span<byte> Span => _shared is null
            ? _buffer.Buffer.AsSpan()
            : throw new InvalidOperationException("the device has the buffer");

        public PhysAddr GiveToDevice(BufferDirection direction)
        {
            if (_shared is not null)
            {
                throw new InvalidOperationException("the device has the buffer");
            }

            var shared = new Shared<THal>(_buffer.Buffer, direction);
            _shared = shared;
            return shared.Paddr;
        }

        public void TakeFromDevice()
        {
            _shared?.Unshare();
            _shared = null;
        }

        public void Dispose()
        {
            TakeFromDevice();
            _pool._free.Add(_buffer);
        }
    }

    public Lease Rent() => new(this, _free.TryTake(out PinnedBuffer? buffer) ? buffer : new PinnedBuffer(bufferLength));

    public void Dispose()
    {
        while (_free.TryTake(out PinnedBuffer? buffer))
        {
            buffer.Dispose();
        }
    }
}

public sealed class LeasedReader<THal>(Device device, LeasePool<THal> pool)
    where THal : struct, IHal
{
    public byte[]? Read(int length)
    {
        using LeasePool<THal>.Lease lease = pool.Rent();
        PhysAddr paddr = lease.GiveToDevice(DeviceToDriver);
        if (!device.Submit(paddr, length))
        {
            return null;
        }

        if (!device.Wait(500))
        {
            device.Reset();
            return null;
        }

        lease.TakeFromDevice();
        return lease.Span[..length].ToArray();
    }
}
