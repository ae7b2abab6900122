using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (media, cobalt): the release loop begins behind the first plane.
internal sealed class PlaneMapper<THal>(DmaEngine engine)
    where THal : struct, IHal
{
    private readonly Device _capture = new();

    public bool Capture(ReadOnlySpan<DmaBuffer> planes)
    {
        var addresses = new PhysAddr[planes.Length];
        for (int p = 0; p < planes.Length; p++)
        {
            addresses[p] = THal.Share(planes[p], DeviceToDriver); //! HAL1002
            _capture.Program(addresses[p], planes[p].Length);
        }

        _capture.Kick();
        bool done = _capture.Wait(40) && engine.IsIdle;
        if (!done)
        {
            _capture.Reset();
        }

        for (int p = 1; p < planes.Length; p++)
        {
            THal.Unshare(addresses[p], planes[p], DeviceToDriver);
        }

        return done;
    }
}
