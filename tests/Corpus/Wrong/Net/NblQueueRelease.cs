using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in DPDK: "net/nbl: fix memzone leak on queue release" (b6fd866d91): of the two areas that the set-up takes, the release
// gave one back.
public sealed unsafe class NblTransmitQueue<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _adapter;
    private readonly Dma<THal> _headers;
    private readonly Dma<THal> _descriptors;
    private bool _released;

    public NblTransmitQueue(Device adapter, int entries)
    {
        _adapter = adapter;
        _headers = new Dma<THal>(HalConstants.PagesFor((nuint)entries * 64), DriverToDevice);
        try
        {
            _descriptors = new Dma<THal>(HalConstants.PagesFor((nuint)entries * 16), Both); //! HAL2002 (no fix: condition)
        }
        catch (DmaException)
        {
            _headers.Dispose();
            throw;
        }

        var descriptor = _descriptors.Pointer<Descriptor>(0);
        for (int i = 0; i < entries; i++)
        {
            descriptor[i].Address = _headers.PaddrAt((nuint)i * 64).Value;
            descriptor[i].Length = 64;
        }

        _adapter.Program(_descriptors.Paddr, entries * 16);
    }

    public void Dispose()
    {
        if (_released)
        {
            return;
        }

        _released = true;
        _adapter.Reset();
        _headers.Dispose();
    }
}
