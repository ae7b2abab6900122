using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in DPDK: "net/bnxt: fix memzone free for Tx and Rx rings" (64a4d59df5): the clean-up freed what hangs on the ring, not
// the memory of the ring itself.
public sealed unsafe class BnxtReceiveQueue<THal>
    where THal : struct, IHal
{
    private readonly List<Packet> _packets = [];
    private Dma<THal>? _zone;
    private Dma<THal>? _completions;

    public void Setup(Device nic, nuint pages)
    {
        _zone = new Dma<THal>(pages, Both);
        _completions = new Dma<THal>(1, Both);
        nic.Program(_zone.Paddr, (int)_zone.Length);
        nic.Program(_completions.Paddr, 4096);
    }

    public void Post(Packet packet) => _packets.Add(packet);

    public void FreeRings(Device nic)
    {
        nic.Reset();
        foreach (Packet packet in _packets)
        {
            packet.Free();
        }

        _packets.Clear();
        _completions?.Dispose();
        _completions = null;
        _zone?.Dispose();
        _zone = null;
    }
}
