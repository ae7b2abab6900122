using System;
using Devices;
using Hal;

namespace Drivers;

/// <summary>A table that the device reads is changed by filling the standby one and swapping the two.</summary>
public sealed class SwapTable<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _device;
    private Dma<THal> _active;
    private Dma<THal> _standby;

    public SwapTable(Device device)
    {
        _device = device;
        _active = new Dma<THal>(1, BufferDirection.DriverToDevice);
        if (!Dma<THal>.TryCreate(1, BufferDirection.DriverToDevice, out Dma<THal>? standby))
        {
            _active.Dispose();
            throw new DmaException("There is no memory for the standby table.");
        }

        _standby = standby;
        _device.Program(_active.Paddr, HalConstants.PageSize);
    }

    public bool Update(ReadOnlySpan<byte> table)
    {
        if (table.Length > HalConstants.PageSize)
        {
            return false;
        }

        Span<byte> bytes = _standby.AsSpan();
        table.CopyTo(bytes);
        bytes[table.Length..].Clear();
        _device.Program(_standby.Paddr, HalConstants.PageSize);
        if (!_device.Wait(10))
        {
            _device.Reset();
            _device.Program(_active.Paddr, HalConstants.PageSize);
            return false;
        }

        (_active, _standby) = (_standby, _active);
        return true;
    }

    public void Dispose()
    {
        _device.Reset();
        _standby.Dispose();
        _active.Dispose();
    }
}
