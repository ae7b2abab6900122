using System;
using System.Runtime.InteropServices;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A resampler that reads samples of one rate and writes those of another. The output is longer than the input, each buffer has its own
// share and its own direction.
internal sealed class ResampleOffload<THal>
    where THal : struct, IHal
{
    private readonly DmaEngine _unit;

    public ResampleOffload(DmaEngine unit) => _unit = unit;

    public short[] Convert(short[] samples, int from, int to)
    {
        if (samples.Length == 0 || from <= 0 || to <= 0)
        {
            return [];
        }

        var length = (int)((long)samples.Length * to / from);
        if (length == 0)
        {
            return [];
        }

        using var input = new PinnedBuffer(samples.Length * sizeof(short));
        using var output = new PinnedBuffer(length * sizeof(short));
        MemoryMarshal.AsBytes(samples.AsSpan()).CopyTo(input.Buffer.AsSpan());
        if (!Run(input.Buffer, output.Buffer))
        {
            throw new DeviceException("The resampler did not finish.");
        }

        return MemoryMarshal.Cast<byte, short>(output.Buffer.AsReadOnlySpan()).ToArray();
    }

    private bool Run(DmaBuffer input, DmaBuffer output)
    {
        using var source = new SharedScope<THal>(input, DriverToDevice);
        using var target = new SharedScope<THal>(output, DeviceToDriver);
        int cookie = _unit.Submit(source.Paddr, target.Paddr, input.Length);
        if (cookie < 0)
        {
            return false;
        }

        if (_unit.WaitFor(cookie, 250))
        {
            return true;
        }

        _unit.Terminate();
        return false;
    }
}
