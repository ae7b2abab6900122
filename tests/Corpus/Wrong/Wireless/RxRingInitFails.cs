using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux's wireless drivers (rtw88, the receive ring of the PCI variant): the buffers that were mapped before the failure
// stay mapped.
public sealed class RxRingInitFails<THal>(NetPort port, Ring ring)
    where THal : struct, IHal
{
    private const int BufferSize = 2048;
    private readonly Shared<THal>[] _slots = new Shared<THal>[256];
    private readonly Packet?[] _packets = new Packet?[256];

    public int InitRxRing(int length)
    {
        var slots = new List<Shared<THal>>(length);
        for (int i = 0; i < length; i++)
        {
            Packet? packet = port.Allocate(BufferSize);
            if (packet is null)
            {
                for (int j = 0; j < i; j++)
                {
                    _packets[j]!.Free();
                    _packets[j] = null;
                }

                return -12;
            }

            _packets[i] = packet;
            var shared = new Shared<THal>(packet.Buffer, DeviceToDriver); //! HAL1002
            slots.Add(shared);
            ring.Post(i, shared.Paddr, BufferSize);
        }

        slots.CopyTo(_slots);
        return 0;
    }
}
