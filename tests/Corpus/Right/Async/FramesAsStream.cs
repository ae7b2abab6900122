using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Frames of a camera as an async stream.</summary>
public sealed class FrameStream<THal>(Device camera, int frameBytes) : IAsyncDisposable
    where THal : struct, IHal
{
    private readonly PinnedBuffer _frame = new(frameBytes);
    private bool _busy;

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        while (!cancellation.IsCancellationRequested)
        {
            DmaBuffer memory = _frame.Buffer;
            PhysAddr paddr = THal.Share(memory, DeviceToDriver);
            _busy = true;
            bool good = false;
            try
            {
                camera.Program(paddr, memory.Length);
                camera.Kick();
                good = await camera.DoneAsync(cancellation);
            }
            finally
            {
                if (!good)
                {
                    camera.Reset();
                }

                THal.Unshare(paddr, memory, DeviceToDriver);
                _busy = false;
            }

            if (!good)
            {
                yield break;
            }

            yield return memory.AsReadOnlySpan().ToArray();
        }
    }

    public ValueTask DisposeAsync()
    {
        if (_busy)
        {
            throw new InvalidOperationException("a frame is under way");
        }

        _frame.Dispose();
        return ValueTask.CompletedTask;
    }
}
