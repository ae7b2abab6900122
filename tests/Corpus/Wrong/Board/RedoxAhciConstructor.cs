using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Redox (ahcid): the constructor throws with the command list in a field that nobody can reach.
internal sealed class DiskPort<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Dma<THal> _commands;
    private readonly Dma<THal> _fis;
    private readonly Device _port;

    public DiskPort(Device port)
    {
        _port = port;
        _commands = new Dma<THal>(1, Both); //! HAL2002
        if (!port.Ready)
        {
            throw new DeviceException("ahci: no disk");
        }

        _fis = new Dma<THal>(1, DeviceToDriver);
        port.Program(_commands.Paddr, 1024);
        port.Program(_fis.Paddr, 256);
    }

    public void Dispose()
    {
        _port.Reset();
        _fis.Dispose();
        _commands.Dispose();
    }
}
