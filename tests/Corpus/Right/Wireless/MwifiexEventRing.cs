using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "mwifiex: pcie: Fix memory leak in mwifiex_pcie_init_evt_ring": where an event buffer cannot be allocated, the
// buffers are unmapped and the ring is given back.
public sealed unsafe class MwifiexEvents<THal>(NetPort port)
    where THal : struct, IHal
{
    private const int Count = 4;
    private const int BufferSize = 2048;

    private readonly Packet?[] _packets = new Packet?[Count];
    private readonly PhysAddr[] _addresses = new PhysAddr[Count];
    private Dma<THal>? _ring;

    public int CreateRing()
    {
        if (_ring is not null || !Dma<THal>.TryCreate(1, Both, out Dma<THal>? ring))
        {
            return -12;
        }

        for (int i = 0; i < Count; i++)
        {
            Packet? packet = port.Allocate(BufferSize);
            if (packet is null)
            {
                ReleaseBuffers();
                ring.Dispose();
                return -12;
            }

            _packets[i] = packet;
            _addresses[i] = THal.Share(packet.Buffer, DeviceToDriver);
            ring.Pointer<ulong>(0)[i] = _addresses[i].Value;
        }

        _ring = ring;
        return 0;
    }

    public void DeleteRing()
    {
        ReleaseBuffers();
        _ring?.Dispose();
        _ring = null;
    }

    private void ReleaseBuffers()
    {
        for (int i = 0; i < Count; i++)
        {
            if (_packets[i] is { } packet)
            {
                THal.Unshare(_addresses[i], packet.Buffer, DeviceToDriver);
                packet.Free();
                _packets[i] = null;
            }
        }
    }
}
