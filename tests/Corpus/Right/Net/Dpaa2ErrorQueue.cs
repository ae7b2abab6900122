using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in DPDK: "net/dpaa2: fix Rx error queue memory leaks" (f9b31cf4a6): the error queue was left out of the way back.
public sealed unsafe class Dpaa2Queues<THal>
    where THal : struct, IHal
{
    private readonly List<Dma<THal>> _receive = new();
    private readonly Device _port;
    private Dma<THal>? _errors;

    public Dpaa2Queues(Device port) => _port = port;

    public int Allocate(int count)
    {
        var errors = new Dma<THal>(1, DeviceToDriver);
        var queues = new Dma<THal>?[count];
        for (int i = 0; i < count; i++)
        {
            if (!Dma<THal>.TryCreate(1, DeviceToDriver, out queues[i]))
            {
                for (int k = 0; k < i; k++)
                {
                    queues[k]!.Dispose();
                }

                errors.Dispose();
                return -12;
            }
        }

        foreach (Dma<THal>? queue in queues)
        {
            _receive.Add(queue!);
            _port.Program(queue!.Paddr, HalConstants.PageSize);
        }

        _errors = errors;
        _port.Program(errors.Paddr, HalConstants.PageSize);
        return 0;
    }

    public void Free()
    {
        _port.Reset();
        _receive.ForEach(static queue => queue.Dispose());
        _receive.Clear();
        _errors?.Dispose();
    }
}
