using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// An exception-safe constructor: a list of what was made, cleared at the end.
public sealed class RollbackOfDisposables<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Dma<THal> _commands;
    private readonly Dma<THal> _events;
    private readonly Shared<THal> _boot;

    public RollbackOfDisposables(VirtioTransport transport, DmaBuffer boot)
    {
        Dma<THal>? commands = null;
        Dma<THal>? events = null;
        bool done = false;
        try
        {
            commands = new Dma<THal>(1, Both);
            events = new Dma<THal>(2, DeviceToDriver);
            if (!transport.SetQueue(0, commands.Paddr, 64) || !transport.SetQueue(1, events.Paddr, 128))
            {
                throw new DeviceException("a queue was refused");
            }

            _boot = new Shared<THal>(boot, DriverToDevice);
            _commands = commands;
            _events = events;
            done = true;
        }
        finally
        {
            if (!done)
            {
                transport.Reset();
                events?.Dispose();
                commands?.Dispose();
            }
        }
    }

    public void Dispose()
    {
        _boot.Unshare();
        _events.Dispose();
        _commands.Dispose();
    }
}
