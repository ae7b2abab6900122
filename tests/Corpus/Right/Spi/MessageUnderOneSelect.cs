using System;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// A full-duplex SPI transfer with two DMA channels; a message is a list of transfers under one chip select. A transfer without one side
// uses a dummy buffer; what was shared ends when the controller is idle or aborted.
public sealed class SpiTransfer
{
    public DmaBuffer Transmit { get; init; }

    public DmaBuffer Receive { get; init; }
}

public sealed unsafe class SpiBus<THal> : IDisposable
    where THal : struct, IHal
{
    private const int MaxBytes = 4096;

    private readonly SpiController _controller;
    private readonly PinnedBuffer _zeros = new(MaxBytes);
    private readonly PinnedBuffer _sink = new(MaxBytes);

    public SpiBus(SpiController controller) => _controller = controller;

    public int Execute(int chip, IEnumerable<SpiTransfer> message)
    {
        _controller.SelectChip(chip);
        try
        {
            foreach (SpiTransfer transfer in message)
            {
                int error = Execute(transfer);
                if (error != 0)
                {
                    return error;
                }
            }

            return 0;
        }
        finally
        {
            _controller.ReleaseChip();
        }
    }

    public void Dispose()
    {
        _zeros.Dispose();
        _sink.Dispose();
    }

    private int Execute(SpiTransfer transfer)
    {
        int length = Math.Max(transfer.Transmit.Length, transfer.Receive.Length);
        if (length is 0 or > MaxBytes)
        {
            return -22;
        }

        DmaBuffer transmit = transfer.Transmit.IsEmpty ? _zeros.Buffer.Slice(0, length) : transfer.Transmit;
        DmaBuffer receive = transfer.Receive.IsEmpty ? _sink.Buffer.Slice(0, length) : transfer.Receive;
        if (transmit.Length != receive.Length || transmit.Pointer == receive.Pointer)
        {
            return -22;
        }

        using var outgoing = new SharedScope<THal>(transmit, BufferDirection.DriverToDevice);
        using var incoming = new SharedScope<THal>(receive, BufferDirection.DeviceToDriver);
        int error = _controller.Start(outgoing.Paddr, incoming.Paddr, length);
        if (error != 0)
        {
            return error;
        }

        if (_controller.WaitIdle(1000))
        {
            return 0;
        }

        _controller.Abort();
        return -110;
    }
}
