using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// The clock tuning of an SD host, which reads a known pattern at each phase. Each phase shares the buffer anew, and looks at it only
// after its share has ended.
internal sealed class TuningBlock<THal>
    where THal : struct, IHal
{
    private const int PatternBytes = 64;
    private const int Phases = 16;

    private readonly MmcController _host;
    private readonly byte[] _expected;

    public TuningBlock(MmcController host, byte[] expected)
    {
        _host = host;
        _expected = expected;
    }

    public int FindPhase()
    {
        using var pattern = new PinnedBuffer(PatternBytes);
        int bestStart = -1;
        int bestLength = 0;
        int length = 0;
        for (int phase = 0; phase < Phases; phase++)
        {
            length = TryPhase(phase, pattern.Buffer) ? length + 1 : 0;
            if (length > bestLength)
            {
                bestLength = length;
                bestStart = phase - length + 1;
            }
        }

        return bestLength == 0 ? -1 : bestStart + bestLength / 2;
    }

    private bool TryPhase(int phase, DmaBuffer pattern)
    {
        pattern.AsSpan().Clear();
        PhysAddr address = THal.Share(pattern, DeviceToDriver);
        _host.SetDataAddress(address);
        bool good = _host.SendCommand(19, (uint)phase) == 0;
        if (good && _host.TimedOut(150))
        {
            good = false;
        }

        if (!good)
        {
            _host.StopTransfer();
        }

        THal.Unshare(address, pattern, DeviceToDriver);
        return good && pattern.AsReadOnlySpan().SequenceEqual(_expected);
    }
}
