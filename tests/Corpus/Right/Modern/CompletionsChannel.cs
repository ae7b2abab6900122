using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using System.Threading.Tasks;
using System.Threading;
using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Completions as an asynchronous stream; the tags are slots of an array.
public sealed class CompletionsChannel<THal> : IAsyncDisposable
    where THal : struct, IHal
{
    private readonly Channel<(int Tag, int Status)> _completions = Channel.CreateUnbounded<(int, int)>();
    private readonly Shared<THal>?[] _slots = new Shared<THal>?[64];
    private readonly NvmeQueue _queue;

    public CompletionsChannel(NvmeQueue queue) => _queue = queue;

    public int Submit(byte opcode, DmaBuffer data)
    {
        int tag = Array.FindIndex(_slots, slot => slot is null);
        if (tag < 0)
        {
            return -11;
        }

        var share = new Shared<THal>(data, opcode == 1 ? DriverToDevice : DeviceToDriver);
        _slots[tag] = share;
        int command = _queue.Submit(opcode, share.Paddr, default);
        if (command < 0)
        {
            _slots[tag] = null;
            share.Unshare();
            return command;
        }

        _queue.WhenDone(command, status => _completions.Writer.TryWrite((tag, status)));
        return tag;
    }

    public async IAsyncEnumerable<(int Tag, int Status)> Completions([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await foreach ((int tag, int status) in _completions.Reader.ReadAllAsync(cancellation))
        {
            if (_slots[tag] is { } share)
            {
                share.Unshare();
                _slots[tag] = null;
                yield return (tag, status);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _completions.Writer.Complete();
        await foreach ((int tag, _) in _completions.Reader.ReadAllAsync())
        {
            _slots[tag]?.Unshare();
            _slots[tag] = null;
        }
    }
}
