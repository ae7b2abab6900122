using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A host that has DMA or only a FIFO; with DMA the descriptor table is made once and used again.</summary>
public sealed unsafe class CardReader<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly MmcController _host;
    private readonly Dma<THal>? _table;

    public CardReader(MmcController host)
    {
        _host = host;
        if (host.UsesDma)
        {
            Dma<THal>.TryCreate(1, DriverToDevice, out _table);
        }
    }

    public int ReadBlocks(uint block, DmaBuffer into)
    {
        if (_table is null || into.Length > 65536)
        {
            return ReadByHand(block, into);
        }

        ulong* descriptor = _table.Pointer<ulong>(0);
        int error = 0;
        for (int attempt = 0; attempt < 3; attempt++)
        {
            PhysAddr data = THal.Share(into, DeviceToDriver);
            descriptor[0] = (ulong)into.Length << 16 | 0x23;
            descriptor[1] = data.Value;
            _host.SetDescriptorTable(_table.Paddr);
            error = _host.SendCommand(18, block);
            if (error == 0 && _host.TimedOut(250))
            {
                _host.StopTransfer();
                error = -110;
            }

            THal.Unshare(data, into, DeviceToDriver);
            if (error != -84)
            {
                break;
            }
        }

        return error;
    }

    public void Dispose()
    {
        _host.StopTransfer();
        _table?.Dispose();
    }

    private int ReadByHand(uint block, DmaBuffer into)
    {
        int error = _host.SendCommand(18, block);
        if (error == 0)
        {
            _host.ReadFifo(into.AsSpan());
        }

        return error;
    }
}
