using System;
using System.Buffers.Binary;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Reads the FIFO of a motion sensor over SPI: a command byte out, samples in. The two directions use different buffers; the chip is
// released and both shares end on every outcome.
public readonly record struct Motion(short X, short Y, short Z);

public sealed class MotionFifo<THal>(SpiController bus, int chip) : IDisposable
    where THal : struct, IHal
{
    private const int SampleBytes = 6;
    private const int MostSamples = 32;

    private readonly PinnedBuffer _command = new(1 + MostSamples * SampleBytes);
    private readonly PinnedBuffer _answer = new(1 + MostSamples * SampleBytes);

    public int Read(Span<Motion> samples)
    {
        int count = Math.Min(samples.Length, MostSamples);
        int length = 1 + count * SampleBytes;
        _command.Buffer[0] = 0x80 | 0x3F;
        if (!Exchange(_command.Buffer.Slice(0, length), _answer.Buffer.Slice(0, length)))
        {
            return 0;
        }

        ReadOnlySpan<byte> bytes = _answer.Buffer.AsReadOnlySpan()[1..];
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> at = bytes.Slice(i * SampleBytes, SampleBytes);
            samples[i] = new Motion(
                BinaryPrimitives.ReadInt16BigEndian(at),
                BinaryPrimitives.ReadInt16BigEndian(at[2..]),
                BinaryPrimitives.ReadInt16BigEndian(at[4..]));
        }

        return count;
    }

    public void Dispose()
    {
        _command.Dispose();
        _answer.Dispose();
    }

    private bool Exchange(DmaBuffer command, DmaBuffer answer)
    {
        using var output = new SharedScope<THal>(command, DriverToDevice);
        using var input = new SharedScope<THal>(answer, DeviceToDriver);
        bus.SelectChip(chip);
        try
        {
            if (bus.Start(output.Paddr, input.Paddr, command.Length) < 0)
            {
                return false;
            }

            if (bus.WaitIdle(10))
            {
                return true;
            }

            bus.Abort();
            return false;
        }
        finally
        {
            bus.ReleaseChip();
        }
    }
}
