using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Addresses that are not mapped have a value of their own, as in the ring entries of many network drivers.</summary>
public sealed class SentinelAddresses<THal>(Ring ring)
    where THal : struct, IHal
{
    private static readonly PhysAddr s_unmapped = new(ulong.MaxValue);

    private readonly PhysAddr[] _addresses = CreateEmpty(64);
    private readonly DmaBuffer[] _buffers = new DmaBuffer[64];

    private static PhysAddr[] CreateEmpty(int count)
    {
        var addresses = new PhysAddr[count];
        Array.Fill(addresses, s_unmapped);
        return addresses;
    }

    public bool Put(int slot, DmaBuffer buffer)
    {
        if (_addresses[slot] != s_unmapped)
        {
            return false;
        }

        _buffers[slot] = buffer;
        _addresses[slot] = THal.Share(buffer, DeviceToDriver);
        ring.Post(slot, _addresses[slot], buffer.Length);
        return true;
    }

    public bool Take(int slot)
    {
        if (_addresses[slot] == s_unmapped || !ring.IsDone(slot))
        {
            return false;
        }

        Clear(slot);
        return true;
    }

    private void Clear(int slot)
    {
        THal.Unshare(_addresses[slot], _buffers[slot], DeviceToDriver);
        _addresses[slot] = s_unmapped;
        _buffers[slot] = default;
    }

    public void Stop()
    {
        ring.Stop();
        for (int slot = 0; slot < _addresses.Length; slot++)
        {
            if (_addresses[slot] != s_unmapped)
            {
                Clear(slot);
            }
        }
    }
}
