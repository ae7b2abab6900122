using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A factory builds the parts in locals and hands them over only when all is well.</summary>
public sealed class Pipe<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _device;
    private readonly Dma<THal> _inbound;
    private readonly Dma<THal> _outbound;

    private Pipe(Device device, Dma<THal> inbound, Dma<THal> outbound)
        => (_device, _inbound, _outbound) = (device, inbound, outbound);

    public static Pipe<THal>? TryOpen(Device device, nuint pages)
    {
        Dma<THal>? inbound = null;
        Dma<THal>? outbound = null;
        try
        {
            inbound = new Dma<THal>(pages, DeviceToDriver);
            outbound = new Dma<THal>(pages, DriverToDevice);
            if (!device.Submit(inbound.Paddr) || !device.Submit(outbound.Paddr))
            {
                return null;
            }

            var pipe = new Pipe<THal>(device, inbound, outbound);
            inbound = null;
            outbound = null;
            return pipe;
        }
        finally
        {
            if (inbound is not null)
            {
                device.Reset();
            }

            inbound?.Dispose();
            outbound?.Dispose();
        }
    }

    public void Write(ReadOnlySpan<byte> message) => message.CopyTo(_outbound.AsSpan());

    public int Read(Span<byte> into)
    {
        ReadOnlySpan<byte> all = _inbound.AsSpan();
        int count = Math.Min(into.Length, all.Length);
        all[..count].CopyTo(into);
        return count;
    }

    public void Dispose()
    {
        _device.Reset();
        _inbound.Dispose();
        _outbound.Dispose();
    }
}
