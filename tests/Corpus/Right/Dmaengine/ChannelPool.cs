using System;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Devices;
using Hal;

namespace Drivers;

// A pool of DMA channels: a lease holds a channel and the share it works with. The lease is a disposable that stops the channel, ends
// the share and gives the channel back, once.
public sealed class ChannelPool<THal>
    where THal : struct, IHal
{
    private readonly ConcurrentBag<DmaEngine> _channels = new();

    public ChannelPool(params DmaEngine[] channels)
    {
        foreach (DmaEngine channel in channels)
        {
            _channels.Add(channel);
        }
    }

    public bool TryLease(DmaBuffer memory, [NotNullWhen(true)] out Lease? lease)
    {
        lease = null;
        if (!_channels.TryTake(out DmaEngine? channel))
        {
            return false;
        }

        try
        {
            lease = new Lease(this, channel, new Shared<THal>(memory, BufferDirection.DeviceToDriver));
            return true;
        }
        finally
        {
            if (lease is null)
            {
                _channels.Add(channel);
            }
        }
    }

    public bool Fill(DmaBuffer memory, byte value)
    {
        if (!TryLease(memory, out Lease? lease))
        {
            return false;
        }

        using (lease)
        {
            return lease.Fill(value);
        }
    }

    public sealed class Lease : IDisposable
    {
        private readonly ChannelPool<THal> _pool;
        private readonly Shared<THal> _share;
        private DmaEngine? _channel;

        internal Lease(ChannelPool<THal> pool, DmaEngine channel, Shared<THal> share)
        {
            _pool = pool;
            _channel = channel;
            _share = share;
        }

        public bool Fill(byte value)
        {
            ObjectDisposedException.ThrowIf(_channel is null, this);
            int cookie = _channel.SubmitFill(_share.Paddr, _share.Buffer.Length, value);
            return cookie >= 0 && _channel.WaitFor(cookie, 500);
        }

        public void Dispose()
        {
            if (_channel is { } channel)
            {
                _channel = null;
                channel.Terminate();
                _share.Unshare();
                _pool._channels.Add(channel);
            }
        }
    }
}
