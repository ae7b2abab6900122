using System;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// A logic analyser fills as many segments as triggers come; the driver shares one ahead of it. The segment ahead is ended when the
// capture stops, the full ones as they are taken.
public sealed class SegmentedCapture<THal>
    where THal : struct, IHal
{
    private readonly Device _analyzer;
    private readonly Func<DmaBuffer?> _nextSegment;

    public SegmentedCapture(Device analyzer, Func<DmaBuffer?> nextSegment)
    {
        _analyzer = analyzer;
        _nextSegment = nextSegment;
    }

    public List<DmaBuffer> Capture(int triggers)
    {
        var full = new List<DmaBuffer>();
        Shared<THal> ahead = default;
        try
        {
            while (full.Count < triggers && _nextSegment() is { } segment)
            {
                ahead = new Shared<THal>(segment, BufferDirection.DeviceToDriver);
                if (!_analyzer.Submit(ahead.Paddr, segment.Length) || !_analyzer.Wait(1000))
                {
                    break;
                }

                ahead.Unshare();
                ahead = default;
                full.Add(segment);
            }
        }
        finally
        {
            if (!ahead.Buffer.IsEmpty)
            {
                _analyzer.Reset();
                ahead.Unshare();
            }
        }

        return full;
    }
}
