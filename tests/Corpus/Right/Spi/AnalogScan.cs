using System;
using Devices;
using Hal;

namespace Drivers;

// Like Linux iio's SPI converters: a scan of channels is one exchange, commands out and samples in. Both buffers are slices of one
// pinned block that lie apart; they end whether the bus answered or not.
public sealed class AnalogScan<THal> : IDisposable
    where THal : struct, IHal
{
    private const int Channels = 8;

    private readonly SpiController _bus;
    private readonly PinnedBuffer _block = new(Channels * 4);
    private readonly DmaBuffer _commands;
    private readonly DmaBuffer _samples;

    public AnalogScan(SpiController bus)
    {
        _bus = bus;
        _commands = _block.Buffer.Slice(0, Channels * 2);
        _samples = _block.Buffer.Slice(Channels * 2, Channels * 2);
        for (int channel = 0; channel < Channels; channel++)
        {
            _commands[channel * 2] = (byte)(channel << 3);
        }
    }

    public bool TryScan(Span<ushort> values)
    {
        if (values.Length < Channels || !Exchange())
        {
            return false;
        }

        for (int channel = 0; channel < Channels; channel++)
        {
            values[channel] = (ushort)((_samples[channel * 2] << 8) | _samples[(channel * 2) + 1]);
        }

        return true;
    }

    public void Dispose() => _block.Dispose();

    private bool Exchange()
    {
        using var commands = new SharedScope<THal>(_commands, BufferDirection.DriverToDevice);
        using var samples = new SharedScope<THal>(_samples, BufferDirection.DeviceToDriver);
        switch (_bus.Start(commands.Paddr, samples.Paddr, _commands.Length))
        {
            case < 0:
                return false;
            default:
                bool idle = _bus.WaitIdle(5);
                if (!idle)
                {
                    _bus.Abort();
                }

                return idle;
        }
    }
}
