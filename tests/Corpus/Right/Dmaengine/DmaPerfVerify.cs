using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in DPDK: "app/dma-perf: fix on-flight DMA when verifying data" (d1b3b66967): the copies were compared before the engine
// had given them back.
public sealed unsafe class DmaPerf<THal>
    where THal : struct, IHal
{
    private readonly DmaEngine _engine;

    public DmaPerf(DmaEngine engine) => _engine = engine;

    public bool CopyAndVerify(DmaBuffer source, DmaBuffer destination)
    {
        int length = Math.Min(source.Length, destination.Length);
        PhysAddr from = THal.Share(source, DriverToDevice);
        PhysAddr to = THal.Share(destination, DeviceToDriver);
        int cookie = _engine.Submit(from, to, length);
        bool same = cookie >= 0;
        if (same && !_engine.WaitFor(cookie, 1000))
        {
            _engine.Terminate();
            same = false;
        }

        THal.Unshare(to, destination, DeviceToDriver);
        THal.Unshare(from, source, DriverToDevice);
        for (int i = 0; same && i < length; i++)
        {
            same = source[i] == destination[i];
        }

        return same;
    }
}
