using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (tegra host1x): the default arm sets the error and goes on to the release.
internal enum EngineClass
{
    Host = 1,
    Display = 0x70,
    Video = 0x5D,
}

internal sealed unsafe class GatherCopy<THal>(Device channel)
    where THal : struct, IHal
{
    public int Submit(EngineClass target, ReadOnlySpan<uint> words)
    {
        if (words.Length > 1024)
        {
            return -7;
        }

        Dma<THal> gather = new(1, DriverToDevice);
        words.CopyTo(new Span<uint>(gather.Pointer<uint>(0), words.Length));
        int status;
        switch (target)
        {
            case EngineClass.Host:
                status = 0;
                break;
            case EngineClass.Video when words.Length > 1:
                status = channel.Start(gather.Paddr, words.Length * 4);
                channel.Reset();
                break;
            default:
                status = -1;
                break;
        }

        gather.Dispose();
        return status;
    }
}
