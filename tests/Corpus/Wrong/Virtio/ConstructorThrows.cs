using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux's probe functions: a check between two allocations leaves with the first one.
public sealed class ConstructorThrows<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Dma<THal> _command;
    private readonly Dma<THal> _event;

    public ConstructorThrows(VirtioTransport transport)
    {
        _command = new Dma<THal>(1, Both); //! HAL2002
        if (!transport.SetQueue(0, _command.Paddr, 64))
        {
            throw new DeviceException("the command queue was refused");
        }

        _event = new Dma<THal>(1, DeviceToDriver);
    }

    public void Dispose()
    {
        _event.Dispose();
        _command.Dispose();
    }
}
