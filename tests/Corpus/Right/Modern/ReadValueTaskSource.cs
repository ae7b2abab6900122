using System.Collections.Generic;
using System.Threading.Tasks.Sources;
using System.Threading.Tasks;
using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A pooled value task source that holds the share until its result is taken.
public sealed class ReadValueTaskSource<THal> : IValueTaskSource<int>
    where THal : struct, IHal
{
    private readonly Stack<ReadValueTaskSource<THal>> _pool;
    private ManualResetValueTaskSourceCore<int> _core;
    private Shared<THal> _shared;

    public ReadValueTaskSource(Stack<ReadValueTaskSource<THal>> pool) => _pool = pool;

    public ValueTask<int> ReadAsync(BlockQueue queue, ulong sector, DmaBuffer buffer)
    {
        _core.Reset();
        _shared = new Shared<THal>(buffer, DeviceToDriver);
        try
        {
            queue.Start(sector, _shared.Paddr, buffer.Length, OnDone);
        }
        catch (DeviceException)
        {
            _shared.Unshare();
            _pool.Push(this);
            return new ValueTask<int>(-5);
        }

        return new ValueTask<int>(this, _core.Version);
    }

    public int GetResult(short token)
    {
        try
        {
            return _core.GetResult(token);
        }
        finally
        {
            _pool.Push(this);
        }
    }

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    private void OnDone(int status)
    {
        _shared.Unshare();
        if (status < 0)
        {
            _core.SetException(new DeviceException("read failed"));
        }
        else
        {
            _core.SetResult(status);
        }
    }
}
