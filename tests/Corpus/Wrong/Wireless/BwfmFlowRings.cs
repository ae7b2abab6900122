using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in OpenBSD (bwfm): the detach clears the list of flow rings without giving their memory back.
public sealed class BwfmRings<THal>(Device chip, Mailbox firmware) : IDisposable
    where THal : struct, IHal
{
    private const uint FlowRingCreate = 3;
    private const uint FlowRingDelete = 5;

    private readonly Dma<THal> _control = new(2, Both);
    private readonly List<Dma<THal>> _flows = [];

    public int CreateFlow()
    {
        var flow = new Dma<THal>(4, Both); //! HAL2002 (no fix: table)
        int error = firmware.Execute(FlowRingCreate, flow.Paddr, _control.Paddr);
        if (error != 0)
        {
            flow.Dispose();
            return error;
        }

        _flows.Add(flow);
        return 0;
    }

    public void DeleteNewest()
    {
        if (_flows.Count == 0)
        {
            return;
        }

        Dma<THal> flow = _flows[^1];
        _flows.RemoveAt(_flows.Count - 1);
        if (firmware.Execute(FlowRingDelete, flow.Paddr) != 0)
        {
            chip.Reset();
        }

        flow.Dispose();
    }

    public void Dispose()
    {
        chip.Reset();
        _flows.Clear();
        _control.Dispose();
    }
}
