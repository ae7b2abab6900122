using System;
using Devices;
using Hal;

namespace Drivers;

// A self test of a copy engine: random lengths and offsets, source and destination compared. Both slices are shared and ended with the
// same variables in each turn; a stuck turn terminates the channel.
public readonly record struct CopyTestResult(int Passed, int Wrong, int Stuck);

public sealed class CopyTest<THal>
    where THal : struct, IHal
{
    private readonly DmaEngine _engine;
    private readonly Random _random = new(1);

    public CopyTest(DmaEngine engine) => _engine = engine;

    public CopyTestResult Run(DmaBuffer source, DmaBuffer destination, int turns)
    {
        int passed = 0, wrong = 0, stuck = 0;
        for (int turn = 0; turn < turns; turn++)
        {
            int length = _random.Next(1, Math.Min(source.Length, destination.Length) + 1);
            DmaBuffer from = source.Slice(_random.Next(source.Length - length + 1), length);
            DmaBuffer to = destination.Slice(_random.Next(destination.Length - length + 1), length);
            _random.NextBytes(from.AsSpan());
            to.AsSpan().Clear();
            switch (Copy(from, to))
            {
                case true when from.AsReadOnlySpan().SequenceEqual(to.AsReadOnlySpan()):
                    passed++;
                    break;
                case true:
                    wrong++;
                    break;
                default:
                    stuck++;
                    break;
            }
        }

        return new CopyTestResult(passed, wrong, stuck);
    }

    private bool Copy(DmaBuffer from, DmaBuffer to)
    {
        using var input = new SharedScope<THal>(from, BufferDirection.DriverToDevice);
        using var output = new SharedScope<THal>(to, BufferDirection.DeviceToDriver);
        int cookie = _engine.Submit(input.Paddr, output.Paddr, from.Length);
        if (cookie < 0)
        {
            return false;
        }

        bool done = _engine.WaitFor(cookie, 1000);
        if (!done)
        {
            _engine.Terminate();
        }

        return done;
    }
}
