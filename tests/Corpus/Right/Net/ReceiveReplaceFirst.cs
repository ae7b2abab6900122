using System;
using Devices;
using Hal;

namespace Drivers;

// A receive path that takes a filled packet off the ring only when a fresh one can take its place. Without a replacement the old
// buffer's share ends, the frame is dropped, and the same packet is shared again.
public sealed class ReplaceReceiver<THal>
    where THal : struct, IHal
{
    private readonly Ring _ring;
    private readonly NetPort _port;
    private readonly Packet?[] _packets;
    private readonly DmaBuffer[] _buffers;
    private readonly PhysAddr[] _addresses;

    public ReplaceReceiver(Ring ring, NetPort port)
    {
        _ring = ring;
        _port = port;
        _packets = new Packet?[ring.Size];
        _buffers = new DmaBuffer[ring.Size];
        _addresses = new PhysAddr[ring.Size];
    }

    public int Dropped { get; private set; }

    public int Fill()
    {
        int filled = 0;
        for (int i = 0; i < _packets.Length && _packets[i] is null; i++)
        {
            Packet? packet = _port.Allocate(2048);
            if (packet is null)
            {
                break;
            }

            Place(i, packet);
            filled++;
        }

        return filled;
    }

    public void Receive()
    {
        while (_ring.TryTake(out int index, out int written))
        {
            Packet? filled = _packets[index];
            if (filled is null)
            {
                continue;
            }

            THal.Unshare(_addresses[index], _buffers[index], BufferDirection.DeviceToDriver);
            _packets[index] = null;
            Packet? fresh = _port.Allocate(2048);
            if (fresh is null || written <= 0)
            {
                fresh?.Free();
                Dropped++;
                Place(index, filled);
                continue;
            }

            Place(index, fresh);
            filled.Length = Math.Min(written, filled.Capacity);
            _port.Deliver(filled);
        }
    }

    public void Stop()
    {
        _ring.Stop();
        for (int i = 0; i < _packets.Length; i++)
        {
            if (_packets[i] is { } packet)
            {
                THal.Unshare(_addresses[i], _buffers[i], BufferDirection.DeviceToDriver);
                packet.Free();
                _packets[i] = null;
            }
        }
    }

    private void Place(int index, Packet packet)
    {
        packet.Length = packet.Capacity;
        _buffers[index] = packet.Buffer;
        _addresses[index] = THal.Share(_buffers[index], BufferDirection.DeviceToDriver);
        _packets[index] = packet;
        _ring.Post(index, _addresses[index], _buffers[index].Length);
    }
}
