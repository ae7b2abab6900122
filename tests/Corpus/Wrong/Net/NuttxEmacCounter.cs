using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in NuttX (esp32 emac): the memory is disposed of in the catch, and the count is read from it below.
internal sealed unsafe class FrameCounter<THal>(Device emac)
    where THal : struct, IHal
{
    private sealed class LinkException(string message) : Exception(message);

    public uint Count()
    {
        var statistics = new Dma<THal>(1, Both);
        uint* counters = statistics.Pointer<uint>(0);
        bool failed = false;
        try
        {
            Dump(statistics.Paddr);
        }
        catch (LinkException e)
        {
            Log.Info(e.Message);
            statistics.Dispose();
            failed = true;
        }

        if (failed)
        {
            return counters[0]; //! HAL2008
        }

        uint frames = counters[1];
        statistics.Dispose();
        return frames;
    }

    private void Dump(PhysAddr address)
    {
        bool done = emac.Submit(address, 64) && emac.Wait(5);
        emac.Reset();
        if (!done)
        {
            throw new LinkException("no link");
        }
    }
}
