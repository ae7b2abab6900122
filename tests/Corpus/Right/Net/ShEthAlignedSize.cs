using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "sh_eth: fix DMA-API usage for RX buffers": mapped with the buffer's size, unmapped with the size rounded up.
public sealed unsafe class ShEthReceive<THal>
    where THal : struct, IHal
{
    private const int BufferSize = 1538;
    private const int Rounded = (BufferSize + 31) & ~31;

    private readonly Ring _ring;
    private readonly NetPort _port;

    public ShEthReceive(Ring ring, NetPort port)
    {
        _ring = ring;
        _port = port;
    }

    public int Poll(int quota)
    {
        int received = 0;
        while (received < quota)
        {
            Packet? packet = _port.Allocate(Rounded);
            if (packet is null)
            {
                break;
            }

            PhysAddr paddr = THal.Share(new DmaBuffer(packet.Data, BufferSize), DeviceToDriver);
            _ring.Post(received, paddr, BufferSize);
            _ring.Doorbell();
            while (!_ring.IsDone(received))
            {
                Thread.Yield();
            }

            THal.Unshare(paddr, new DmaBuffer(packet.Data, BufferSize), DeviceToDriver);
            _port.Deliver(packet);
            received++;
        }

        return received;
    }
}
