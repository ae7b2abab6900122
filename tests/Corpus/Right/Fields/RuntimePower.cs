using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A device that is powered only while somebody uses it, with a count of users. The descriptor memory comes with the first user and goes
// with the last, after the power is off.
public sealed class RuntimePower<THal>(PowerDomain power, Device device)
    where THal : struct, IHal
{
    private readonly object _gate = new();
    private Dma<THal>? _descriptors;
    private int _users;

    public readonly struct Use : IDisposable
    {
        private readonly RuntimePower<THal>? _owner;

        internal Use(RuntimePower<THal> owner) => _owner = owner;

        public bool Granted => _owner is not null;

        public void Dispose() => _owner?.Release();
    }

    public Use Acquire()
    {
        lock (_gate)
        {
            if (_users == 0 && !PowerUp())
            {
                return default;
            }

            _users++;
            return new Use(this);
        }
    }

    private void Release()
    {
        lock (_gate)
        {
            if (--_users == 0)
            {
                PowerDown();
            }
        }
    }

    private bool PowerUp()
    {
        int status = power.Enable();
        if (status < 0)
        {
            return false;
        }

        if (!Dma<THal>.TryCreate(2, Both, out _descriptors))
        {
            power.Disable();
            return false;
        }

        device.Program(_descriptors.Paddr, (int)_descriptors.Length);
        return true;
    }

    private void PowerDown()
    {
        device.Reset();
        power.Disable();
        _descriptors?.Dispose();
        _descriptors = null;
    }
}
