using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// A transmit queue whose completions name a tag; the packets in flight are in a dictionary by that tag. An entry leaves the dictionary
// together with its share, on completion, on a refusal and on Reset.
public sealed class TaggedTransmitter<THal>
    where THal : struct, IHal
{
    private readonly VendorQueue _queue;
    private readonly Device _device;
    private readonly Dictionary<int, (Packet Packet, DmaBuffer Data, PhysAddr Address)> _inFlight = new();

    public TaggedTransmitter(VendorQueue queue, Device device)
    {
        _queue = queue;
        _device = device;
    }

    public bool TryTransmit(Packet packet)
    {
        if (packet.Length == 0)
        {
            return false;
        }

        DmaBuffer data = packet.Buffer;
        PhysAddr address = THal.Share(data, BufferDirection.DriverToDevice);
        if (!_queue.TryEnqueue(address, data, out int tag))
        {
            THal.Unshare(address, data, BufferDirection.DriverToDevice);
            return false;
        }

        _inFlight.Add(tag, (packet, data, address));
        return true;
    }

    public void OnCompletion(int tag)
    {
        if (!_inFlight.Remove(tag, out var entry))
        {
            Log.Info("a completion for a tag that is not in flight");
            return;
        }

        THal.Unshare(entry.Address, entry.Data, BufferDirection.DriverToDevice);
        entry.Packet.Free();
    }

    public void Reset()
    {
        _device.Reset();
        foreach (var (_, entry) in _inFlight)
        {
            THal.Unshare(entry.Address, entry.Data, BufferDirection.DriverToDevice);
            entry.Packet.Free();
        }

        _inFlight.Clear();
    }
}
