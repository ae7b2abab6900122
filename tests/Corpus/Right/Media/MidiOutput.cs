using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Sends MIDI events in small packets that are batched for a millisecond. Two packet buffers alternate: the one that fills is never the
// one that is shared.
public sealed class MidiOutput<THal>(Device port) : IDisposable
    where THal : struct, IHal
{
    private const int PacketBytes = 64;

    private readonly PinnedBuffer _memory = new(2 * PacketBytes);
    private int _filling;
    private int _used;
    private (PhysAddr Address, DmaBuffer Packet)? _flying;

    public void Event(byte status, byte first, byte second)
    {
        if (_used + 4 > PacketBytes)
        {
            Flush();
        }

        DmaBuffer packet = Half(_filling);
        packet[_used] = (byte)(status >> 4);
        packet[_used + 1] = status;
        packet[_used + 2] = first;
        packet[_used + 3] = second;
        _used += 4;
    }

    public void Flush()
    {
        Settle();
        if (_used == 0)
        {
            return;
        }

        DmaBuffer packet = Half(_filling).Slice(0, _used);
        _used = 0;
        PhysAddr address = THal.Share(packet, DriverToDevice);
        if (port.Submit(address, packet.Length))
        {
            _flying = (address, packet);
            _filling ^= 1;
        }
        else
        {
            THal.Unshare(address, packet, DriverToDevice);
        }
    }

    public void Dispose()
    {
        Settle();
        _memory.Dispose();
    }

    private void Settle()
    {
        if (_flying is var (address, packet))
        {
            if (!port.Wait(50))
            {
                port.Reset();
            }

            _flying = null;
            THal.Unshare(address, packet, DriverToDevice);
        }
    }

    private DmaBuffer Half(int half) => _memory.Buffer.Slice(half * PacketBytes, PacketBytes);
}
