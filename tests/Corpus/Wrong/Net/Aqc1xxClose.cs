using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in iPXE: "[aqc1xx] Free outstanding receive I/O buffers on close" (449d2acf3): the ring was freed and the buffers that
// were posted in it forgotten.
public sealed unsafe class AtlNic<THal>(Device nic, NetPort port)
    where THal : struct, IHal
{
    private const int RingSize = 64;

    private readonly Packet?[] _buffers = new Packet?[RingSize];
    private readonly PhysAddr[] _addresses = new PhysAddr[RingSize];

    public void Refill()
    {
        for (int i = 0; i < RingSize; i++)
        {
            if (_buffers[i] is not null)
            {
                continue;
            }

            Packet? packet = port.Allocate(2048);
            if (packet is null)
            {
                return;
            }

            _buffers[i] = packet;
            _addresses[i] = THal.Share(packet.Buffer, DeviceToDriver); //! HAL1002 (no fix: field)
            nic.Program(_addresses[i], packet.Length);
        }
    }

    public void Close()
    {
        nic.WriteRegister(0x5A90, 0);
        nic.Reset();
        for (int i = 0; i < RingSize; i++)
        {
            _buffers[i] = null;
            _addresses[i] = default;
        }
    }
}
