using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Devices;
using Hal;

namespace Drivers;

// A pipeline of asynchronous copies: while one piece is copied, the next one is prepared. Each piece is a task that owns its two shares;
// the pipeline awaits all of its tasks before it returns.
public sealed class CopyPipeline<THal>
    where THal : struct, IHal
{
    private readonly DmaEngine _engine;
    private readonly int _pieceBytes;

    public CopyPipeline(DmaEngine engine, int pieceBytes)
    {
        _engine = engine;
        _pieceBytes = pieceBytes;
    }

    public async Task CopyAsync(DmaBuffer from, DmaBuffer to)
    {
        int length = Math.Min(from.Length, to.Length);
        var running = new List<Task>(_engine.Channels);
        try
        {
            for (int offset = 0; offset < length; offset += _pieceBytes)
            {
                if (running.Count == _engine.Channels)
                {
                    Task first = await Task.WhenAny(running).ConfigureAwait(false);
                    running.Remove(first);
                    await first.ConfigureAwait(false);
                }

                int count = Math.Min(_pieceBytes, length - offset);
                running.Add(CopyPieceAsync(from.Slice(offset, count), to.Slice(offset, count)));
            }
        }
        finally
        {
            await Task.WhenAll(running).ConfigureAwait(false);
        }
    }

    private async Task CopyPieceAsync(DmaBuffer from, DmaBuffer to)
    {
        Shared<THal> source = default;
        Shared<THal> destination = default;
        try
        {
            source = new Shared<THal>(from, BufferDirection.DriverToDevice);
            destination = new Shared<THal>(to, BufferDirection.DeviceToDriver);
            await _engine.CopyAsync(source.Paddr, destination.Paddr, from.Length).ConfigureAwait(false);
        }
        finally
        {
            destination.Unshare();
            source.Unshare();
        }
    }
}
