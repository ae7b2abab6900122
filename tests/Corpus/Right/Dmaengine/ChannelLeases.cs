using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Channels of a copy engine that are leased; a lease remembers what it has shared and ends it when it is returned. A lease waits for or
// terminates its copies, then ends their shares, then gives the channel back.
public sealed class ChannelLeases<THal>(DmaEngine engine)
    where THal : struct, IHal
{
    private readonly Stack<int> _free = new(Enumerable(engine.Channels));

    public Lease? TryLease() => _free.TryPop(out int channel) ? new Lease(this, channel) : null;

    private static IEnumerable<int> Enumerable(int count)
    {
        for (int i = count - 1; i >= 0; i--)
        {
            yield return i;
        }
    }

    public sealed class Lease : IDisposable
    {
        private readonly ChannelLeases<THal> _owner;
        private readonly int _channel;
        private readonly List<(int Cookie, Shared<THal> From, Shared<THal> To)> _copies = new();
        private bool _returned;

        internal Lease(ChannelLeases<THal> owner, int channel)
        {
            _owner = owner;
            _channel = channel;
        }

        public bool Copy(DmaBuffer from, DmaBuffer to)
        {
            ObjectDisposedException.ThrowIf(_returned, this);
            var source = new SharedScope<THal>(from, DriverToDevice);
            try
            {
                using var destination = new SharedScope<THal>(to, DeviceToDriver);
                int cookie = _owner.Engine.Submit(source.Paddr, destination.Paddr, Math.Min(from.Length, to.Length));
                if (cookie < 0)
                {
                    return false;
                }

                _copies.Add((cookie, source.Detach(), destination.Detach()));
                return true;
            }
            finally
            {
                source.Dispose();
            }
        }

        public void Dispose()
        {
            if (_returned)
            {
                return;
            }

            _returned = true;
            if (!_copies.TrueForAll(copy => _owner.Engine.WaitFor(copy.Cookie, 1000)))
            {
                _owner.Engine.Terminate();
            }

            foreach ((_, Shared<THal> from, Shared<THal> to) in _copies)
            {
                from.Unshare();
                to.Unshare();
            }

            _copies.Clear();
            _owner._free.Push(_channel);
        }
    }

    private DmaEngine Engine => engine;
}
