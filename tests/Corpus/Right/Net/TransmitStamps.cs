using System;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Sends a packet whose time of departure the hardware writes to a stamp slot. The slots are DMA memory that the device writes; the
// packet's share ends when its stamp is there or was given up after a stop.
public sealed unsafe class StampedSender<THal> : IDisposable
    where THal : struct, IHal
{
    private const int Slots = 16;

    private readonly Ring _ring;
    private readonly Dma<THal> _stamps = new(1, DeviceToDriver);
    private readonly Packet?[] _packets = new Packet?[Slots];
    private readonly Shared<THal>[] _shares = new Shared<THal>[Slots];
    private readonly ulong[] _last = new ulong[Slots];

    public StampedSender(Ring ring) => _ring = ring;

    public event Action<Packet, ulong>? Stamped;

    public bool Send(Packet packet)
    {
        int slot = Array.IndexOf(_packets, null);
        if (slot < 0 || _ring.IsFull)
        {
            return false;
        }

        var share = new Shared<THal>(packet.Buffer, DriverToDevice);
        if (!_ring.TryPost(share.Paddr, share.Buffer.Length, out int index))
        {
            share.Unshare();
            return false;
        }

        _ring.Descriptors[index].Next = (ushort)slot;
        _packets[slot] = packet;
        _shares[slot] = share;
        _ring.Doorbell();
        return true;
    }

    public void Poll()
    {
        ulong* stamps = _stamps.Pointer<ulong>(0);
        for (int slot = 0; slot < Slots; slot++)
        {
            ulong stamp = Volatile.Read(ref stamps[slot]);
            if (_packets[slot] is { } packet && stamp != _last[slot])
            {
                _last[slot] = stamp;
                Finish(slot);
                Stamped?.Invoke(packet, stamp);
                packet.Free();
            }
        }
    }

    public void Dispose()
    {
        _ring.Stop();
        for (int slot = 0; slot < Slots; slot++)
        {
            if (_packets[slot] is { } packet)
            {
                Finish(slot);
                packet.Free();
            }
        }

        _stamps.Dispose();
    }

    private void Finish(int slot)
    {
        _shares[slot].Unshare();
        _shares[slot] = default;
        _packets[slot] = null;
    }
}
