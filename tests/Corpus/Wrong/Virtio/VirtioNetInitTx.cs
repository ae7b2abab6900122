using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in EDK2 (VirtioNetDxe): when the queue does not take the ring, the shared request page is not given back.
public sealed unsafe class VirtioNetTx<THal>(VirtioTransport transport)
    where THal : struct, IHal
{
    private const int TransmitQueue = 1;
    private const int HeaderSize = 12;

    private DmaAllocation _request;

    public int Initialize(PhysAddr ring, int size)
    {
        if (_request.Paddr != default)
        {
            return 0;
        }

        var request = THal.DmaAlloc(1, DriverToDevice); //! HAL2002
        if (request.Paddr == default)
        {
            return -9;
        }

        new Span<byte>(request.Vaddr, HeaderSize).Fill(0);
        if (!transport.SetQueue(TransmitQueue, ring, size))
        {
            transport.Reset();
            return -7;
        }

        _request = request;
        return 0;
    }

    public int Shutdown()
    {
        transport.Reset();
        if (_request.Paddr == default)
        {
            return 0;
        }

        int status = THal.DmaDealloc(_request.Paddr, _request.Vaddr, 1);
        _request = default;
        return status;
    }
}
