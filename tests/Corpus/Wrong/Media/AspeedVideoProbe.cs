using System;
using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "media: aspeed: Fix an error handling path in aspeed_video_probe()": when the set-up of the capture engine
// fails, the page of JPEG headers is not given back.
public sealed class VideoEngine<THal> : IDisposable
    where THal : struct, IHal
{
    private const int HeaderBytes = 4096;
    private readonly Device _engine;
    private readonly Dma<THal> _headers;

    private VideoEngine(Device engine, Dma<THal> headers)
    {
        _engine = engine;
        _headers = headers;
    }

    public static VideoEngine<THal>? Probe(Device engine, ReadOnlySpan<byte> jpegTables)
    {
        if (jpegTables.Length > HeaderBytes)
        {
            return null;
        }

        var headers = new Dma<THal>(1, BufferDirection.DriverToDevice); //! HAL2002
        jpegTables.CopyTo(headers.AsSpan());
        if (engine.Start(headers.Paddr, HeaderBytes) != 0)
        {
            Log.Info("video set-up failed");
            return null;
        }

        return new VideoEngine<THal>(engine, headers);
    }

    public void Dispose()
    {
        _engine.Reset();
        _headers.Dispose();
    }
}
