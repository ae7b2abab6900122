using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A network driver's transmit side with packets in flight by ring index. A completion removes its entry, link-down stops the ring and
// ends what is left before the table is cleared.
public sealed class FlushingSender<THal>(NetPort port, Ring ring)
    where THal : struct, IHal
{
    private readonly Dictionary<int, (PhysAddr Address, DmaBuffer Frame, Packet Packet)> _sent = new();

    public int InFlight => _sent.Count;

    public bool Send(Packet packet)
    {
        if (!port.LinkUp)
        {
            return false;
        }

        DmaBuffer frame = packet.Buffer;
        PhysAddr address = THal.Share(frame, DriverToDevice);
        if (!ring.TryPost(address, frame.Length, out int index))
        {
            THal.Unshare(address, frame, DriverToDevice);
            return false;
        }

        _sent[index] = (address, frame, packet);
        ring.Doorbell();
        return true;
    }

    public void Reap()
    {
        while (ring.TryTake(out int index, out _))
        {
            if (!_sent.Remove(index, out var entry))
            {
                Log.Info("a completion for a descriptor that was not posted");
                continue;
            }

            THal.Unshare(entry.Address, entry.Frame, DriverToDevice);
            entry.Packet.Free();
        }
    }

    public void LinkDown()
    {
        ring.Stop();
        foreach (var (address, frame, packet) in _sent.Values)
        {
            THal.Unshare(address, frame, DriverToDevice);
            packet.Free();
        }

        _sent.Clear();
        ring.Head = 0;
        ring.Tail = 0;
    }
}
