using System;
using System.Diagnostics.CodeAnalysis;
using Devices;
using Hal;

namespace Drivers;

// Receive by swapping: a new packet takes the slot's place, or the old one stays when there is none. The slot is ended only when its
// replacement is shared already; otherwise the frame is dropped and the share stays.
public sealed class SwappingReceiver<THal>
    where THal : struct, IHal
{
    private readonly NetPort _port;
    private readonly Ring _ring;
    private readonly Packet?[] _packets;
    private readonly PhysAddr[] _addresses;
    private readonly DmaBuffer[] _buffers;

    public SwappingReceiver(NetPort port, Ring ring)
    {
        _port = port;
        _ring = ring;
        _packets = new Packet?[ring.Size];
        _addresses = new PhysAddr[ring.Size];
        _buffers = new DmaBuffer[ring.Size];
    }

    public int Fill()
    {
        int filled = 0;
        while (filled < _packets.Length && _packets[filled] is null && TryMap(out Packet? packet, out PhysAddr address))
        {
            Place(filled++, packet, address);
        }

        return filled;
    }

    public void OnFrame(int slot, int length)
    {
        if ((uint)slot >= (uint)_packets.Length || _packets[slot] is not { } full)
        {
            return;
        }

        if (!TryMap(out Packet? fresh, out PhysAddr address))
        {
            _ring.Post(slot, _addresses[slot], _buffers[slot].Length);
            return;
        }

        THal.Unshare(_addresses[slot], _buffers[slot], BufferDirection.DeviceToDriver);
        Place(slot, fresh, address);
        full.Length = Math.Clamp(length, 0, full.Length);
        _port.Deliver(full);
    }

    public void Close()
    {
        _ring.Stop();
        for (int slot = 0; slot < _packets.Length; slot++)
        {
            if (_packets[slot] is { } packet)
            {
                THal.Unshare(_addresses[slot], _buffers[slot], BufferDirection.DeviceToDriver);
                _packets[slot] = null;
                packet.Free();
            }
        }
    }

    private bool TryMap([NotNullWhen(true)] out Packet? packet, out PhysAddr address)
    {
        address = default;
        packet = _port.Allocate(2048);
        if (packet is null)
        {
            return false;
        }

        try
        {
            address = THal.Share(packet.Buffer, BufferDirection.DeviceToDriver);
            return true;
        }
        catch (DmaException)
        {
            packet.Free();
            packet = null;
            return false;
        }
    }

    private void Place(int slot, Packet packet, PhysAddr address)
    {
        _packets[slot] = packet;
        _addresses[slot] = address;
        _buffers[slot] = packet.Buffer;
        _ring.Post(slot, address, packet.Buffer.Length);
    }
}
