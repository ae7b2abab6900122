using System;
using System.Runtime.InteropServices;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// An inertial sensor drains its FIFO by the SPI controller when the watermark interrupt fires. Command and samples are separate parts of
// one pinned block; a failed start ends both shares, as does the good end.
public sealed class WatermarkDrain<THal> : IDisposable
    where THal : struct, IHal
{
    private const int SampleBytes = 12;
    private readonly SpiController _spi;
    private readonly PinnedBuffer _block;
    private readonly DmaBuffer _command;
    private readonly DmaBuffer _samples;

    public WatermarkDrain(SpiController spi, int watermark)
    {
        _spi = spi;
        int bytes = 1 + watermark * SampleBytes;
        _block = new PinnedBuffer(2 * bytes);
        _command = _block.Buffer.Slice(0, bytes);
        _samples = _block.Buffer.Slice(bytes, bytes);
    }

    public int OnWatermark(Span<short> into)
    {
        _command[0] = 0x80 | 0x3F;
        PhysAddr transmit = THal.Share(_command, DriverToDevice);
        PhysAddr receive;
        try
        {
            receive = THal.Share(_samples, DeviceToDriver);
        }
        catch (DmaException)
        {
            THal.Unshare(transmit, _command, DriverToDevice);
            return 0;
        }

        _spi.SelectChip(2);
        int status = _spi.Start(transmit, receive, _command.Length);
        if (status == 0 && !_spi.WaitIdle(5))
        {
            _spi.Abort();
            status = -110;
        }

        _spi.ReleaseChip();
        THal.Unshare(receive, _samples, DeviceToDriver);
        THal.Unshare(transmit, _command, DriverToDevice);
        if (status < 0)
        {
            return 0;
        }

        ReadOnlySpan<short> values = MemoryMarshal.Cast<byte, short>(_samples.AsReadOnlySpan()[1..]);
        int count = Math.Min(values.Length, into.Length);
        values[..count].CopyTo(into);
        return count;
    }

    public void Dispose() => _block.Dispose();
}
