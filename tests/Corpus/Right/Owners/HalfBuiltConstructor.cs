using System;
using System.Buffers.Binary;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>An adapter owns three regions; a constructor that fails midway leaves none behind.</summary>
public sealed class Adapter<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Dma<THal>? _receive;
    private readonly Dma<THal>? _transmit;
    private readonly Dma<THal>? _status;
    private readonly Device _device;

    public Adapter(Device device, nuint pages)
    {
        _device = device;
        try
        {
            _receive = new Dma<THal>(pages, Both);
            _transmit = new Dma<THal>(pages, Both);
            _status = new Dma<THal>(1, DeviceToDriver);
            if (!device.Ready)
            {
                throw new DeviceException("the adapter has no power");
            }

            device.Program(_receive.Paddr, (int)_receive.Length);
            device.Program(_transmit.Paddr, (int)_transmit.Length);
            device.Program(_status.Paddr, HalConstants.PageSize);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public uint Status => BinaryPrimitives.ReadUInt32LittleEndian(_status!.AsSpan());

    public void Dispose()
    {
        _device.Reset();
        _status?.Dispose();
        _transmit?.Dispose();
        _receive?.Dispose();
    }
}
