using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Redox (ahcid): the port is asked before the first allocation, and the second one may fail without losing the first.
internal sealed class DiskPort<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Dma<THal> _commands;
    private readonly Dma<THal> _fis;
    private readonly Device _port;

    public DiskPort(Device port)
    {
        _port = port;
        if (!port.Ready)
        {
            throw new DeviceException("ahci: no disk");
        }

        _commands = new Dma<THal>(1, Both);
        try
        {
            _fis = new Dma<THal>(1, DeviceToDriver);
        }
        catch (DmaException)
        {
            _commands.Dispose();
            throw;
        }

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
