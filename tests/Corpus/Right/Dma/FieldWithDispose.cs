using System;
using Devices;
using Hal;

/// <summary>A driver owns two regions in fields and gives both back in Dispose, also when its constructor fails half way.</summary>
public sealed class TwoRegions<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Dma<THal> _commands;
    private readonly Dma<THal> _results;
    private readonly Device _device = new();

    public TwoRegions(nuint pages)
    {
        _commands = new Dma<THal>(pages, BufferDirection.DriverToDevice);
        try
        {
            _results = new Dma<THal>(pages, BufferDirection.DeviceToDriver);
        }
        catch
        {
            _commands.Dispose();
            throw;
        }

        _device.Program(_commands.Paddr, (int)_commands.Length);
        _device.Program(_results.Paddr, (int)_results.Length);
    }

    public void Dispose()
    {
        _device.Reset();
        _results.Dispose();
        _commands.Dispose();
    }
}
