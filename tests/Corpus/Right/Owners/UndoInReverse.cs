using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Set-up steps push what undoes them; if a later step fails, all is undone in reverse.</summary>
public sealed class Bringup<THal>(VirtioTransport transport)
    where THal : struct, IHal
{
    private readonly Stack<Action> _undo = new();

    public bool Start(DmaBuffer config, DmaBuffer events, int queueSize)
    {
        try
        {
            PhysAddr configAt = THal.Share(config, DriverToDevice);
            _undo.Push(() => THal.Unshare(configAt, config, DriverToDevice));

            PhysAddr eventsAt = THal.Share(events, DeviceToDriver);
            _undo.Push(() => THal.Unshare(eventsAt, events, DeviceToDriver));

            var ring = new Dma<THal>(HalConstants.PagesFor((nuint)queueSize * 26), Both);
            _undo.Push(ring.Dispose);

            if (!transport.SetQueue(0, ring.Paddr, queueSize))
            {
                throw new DeviceException("the queue was refused");
            }

            transport.Notify(0);
            return true;
        }
        catch (DeviceException refused)
        {
            Log.Info(refused.Message);
            Stop();
            return false;
        }
    }

    public void Stop()
    {
        transport.Reset();
        while (_undo.TryPop(out Action? undo))
        {
            undo();
        }
    }
}
