using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Receive buffers in bulk: either all of a burst is made, or none of it.</summary>
public sealed class RxRearm<THal>(Ring ring, NetPort port)
    where THal : struct, IHal
{
    private const int Burst = 32;

    private struct SoftwareEntry
    {
        public Packet? Packet;
        public PhysAddr Paddr;
    }

    private readonly SoftwareEntry[] _entries = new SoftwareEntry[256];
    private int _start;
    private int _needed;

    public long AllocationFailures { get; private set; }

    public bool Rearm()
    {
        if (_needed < Burst)
        {
            return false;
        }

        var burst = new SoftwareEntry[Burst];
        int made = 0;
        for (; made < Burst; made++)
        {
            Packet? packet = port.Allocate(2048);
            if (packet is null)
            {
                break;
            }

            packet.Length = packet.Capacity;
            burst[made].Packet = packet;
            burst[made].Paddr = THal.Share(packet.Buffer, DeviceToDriver);
        }

        if (made < Burst)
        {
            AllocationFailures++;
            for (int i = 0; i < made; i++)
            {
                THal.Unshare(burst[i].Paddr, burst[i].Packet!.Buffer, DeviceToDriver);
                burst[i].Packet!.Free();
            }

            return false;
        }

        for (int i = 0; i < Burst; i++)
        {
            int at = (_start + i) % _entries.Length;
            _entries[at] = burst[i];
            ring.Post(at, burst[i].Paddr, burst[i].Packet!.Length);
        }

        _start = (_start + Burst) % _entries.Length;
        _needed -= Burst;
        ring.Doorbell();
        return true;
    }

    public Packet? Take()
    {
        if (!ring.TryTake(out int index, out int written))
        {
            return null;
        }

        ref SoftwareEntry entry = ref _entries[index];
        if (entry.Packet is not { } packet)
        {
            return null;
        }

        THal.Unshare(entry.Paddr, packet.Buffer, DeviceToDriver);
        entry = default;
        _needed++;
        packet.Length = Math.Min(written, packet.Capacity);
        return packet;
    }
}
