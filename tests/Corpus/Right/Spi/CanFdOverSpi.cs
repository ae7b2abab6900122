using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Devices;
using Hal;

namespace Drivers;

// Like Linux mcp251xfd: many transmit objects are loaded in one SPI message that the chip takes asynchronously. While the message is on
// the bus nobody builds the next one into the same buffer.
public sealed record CanFrame(uint Id, byte[] Data);

public sealed class CanFdTransmitter<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly SemaphoreSlim _bus = new(1, 1);
    private readonly SpiController _spi;
    private readonly PinnedBuffer _message = new(2048);
    private readonly PinnedBuffer _echo = new(2048);

    public CanFdTransmitter(SpiController spi) => _spi = spi;

    public async Task<int> SendAsync(Queue<CanFrame> frames)
    {
        await _bus.WaitAsync().ConfigureAwait(false);
        try
        {
            int count = Build(frames, out int length);
            return count > 0 && await ExchangeAsync(length).ConfigureAwait(false) ? count : 0;
        }
        finally
        {
            _bus.Release();
        }
    }

    public void Dispose()
    {
        _message.Dispose();
        _echo.Dispose();
        _bus.Dispose();
    }

    private int Build(Queue<CanFrame> frames, out int length)
    {
        Span<byte> bytes = _message.Buffer.AsSpan();
        length = 0;
        int count = 0;
        while (frames.TryPeek(out CanFrame? frame) && length + 8 + frame.Data.Length <= bytes.Length)
        {
            frames.Dequeue();
            BitConverter.TryWriteBytes(bytes[length..], frame.Id);
            BitConverter.TryWriteBytes(bytes[(length + 4)..], frame.Data.Length);
            frame.Data.CopyTo(bytes[(length + 8)..]);
            length += 8 + frame.Data.Length;
            count++;
        }

        return count;
    }

    private async Task<bool> ExchangeAsync(int length)
    {
        var message = new Shared<THal>(_message.Buffer.Slice(0, length), BufferDirection.DriverToDevice);
        try
        {
            var echo = new Shared<THal>(_echo.Buffer.Slice(0, length), BufferDirection.DeviceToDriver);
            try
            {
                return await _spi.TransferAsync(message.Paddr, echo.Paddr, length).ConfigureAwait(false);
            }
            finally
            {
                echo.Unshare();
            }
        }
        finally
        {
            message.Unshare();
        }
    }
}
