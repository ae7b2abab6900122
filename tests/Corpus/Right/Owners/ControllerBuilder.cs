using System;
using Devices;
using Hal;

namespace Drivers;

// A builder that allocates what a controller needs and hands it over when all of it is there. Build passes ownership to the controller
// and forgets it; a builder that is disposed before frees what it has.
internal sealed class Controller<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _device;
    private readonly Dma<THal> _commands;
    private readonly Dma<THal> _events;

    internal Controller(Device device, Dma<THal> commands, Dma<THal> events)
    {
        _device = device;
        _commands = commands;
        _events = events;
        device.WriteRegister(0x00, commands.Paddr.Value);
        device.WriteRegister(0x08, events.Paddr.Value);
    }

    public void Dispose()
    {
        _device.Reset();
        _events.Dispose();
        _commands.Dispose();
    }
}

internal sealed class ControllerBuilder<THal> : IDisposable
    where THal : struct, IHal
{
    private Dma<THal>? _commands;
    private Dma<THal>? _events;

    public ControllerBuilder<THal> WithCommands(nuint pages)
    {
        _commands?.Dispose();
        _commands = new Dma<THal>(pages, BufferDirection.DriverToDevice);
        return this;
    }

    public ControllerBuilder<THal> WithEvents(nuint pages)
    {
        _events?.Dispose();
        _events = new Dma<THal>(pages, BufferDirection.DeviceToDriver);
        return this;
    }

    public Controller<THal> Build(Device device)
    {
        if (_commands is null || _events is null)
        {
            throw new InvalidOperationException("A controller has commands and events.");
        }

        var controller = new Controller<THal>(device, _commands, _events);
        _commands = null;
        _events = null;
        return controller;
    }

    public void Dispose()
    {
        _commands?.Dispose();
        _commands = null;
        _events?.Dispose();
        _events = null;
    }
}
