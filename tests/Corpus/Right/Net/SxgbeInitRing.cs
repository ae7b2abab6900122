using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "net: sxgbe: fix error handling in init_rx_ring()": the unwinding loop releases every buffer that was mapped,
// the first one too.
public sealed unsafe class SxgbeReceiveRing<THal>(NetPort port, Ring ring)
    where THal : struct, IHal
{
    private const int BufferSize = 1536;

    private PhysAddr[]? _mapped;
    private Packet[]? _packets;

    public bool Initialize(int size)
    {
        var mapped = new PhysAddr[size];
        var packets = new Packet[size];
        for (int i = 0; i < size; i++)
        {
            Packet? packet = port.Allocate(BufferSize);
            if (packet is null)
            {
                while (--i >= 0)
                {
                    THal.Unshare(mapped[i], packets[i].Buffer, DeviceToDriver);
                    packets[i].Free();
                }

                return false;
            }

            packets[i] = packet;
            mapped[i] = THal.Share(packet.Buffer, DeviceToDriver);
        }

        for (int i = 0; i < size; i++)
        {
            ring.Post(i, mapped[i], BufferSize);
        }

        _mapped = mapped;
        _packets = packets;
        return true;
    }

    public void Free()
    {
        ring.Stop();
        for (int i = 0; _mapped is not null && i < _mapped.Length; i++)
        {
            THal.Unshare(_mapped[i], _packets![i].Buffer, DeviceToDriver);
            _packets[i].Free();
        }

        _mapped = null;
    }
}
