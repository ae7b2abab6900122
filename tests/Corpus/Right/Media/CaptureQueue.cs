using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A capture queue whose buffers go from dequeued to queued to active to done and back.</summary>
public sealed class CaptureQueue<THal>(Ring ring)
    where THal : struct, IHal
{
    public enum BufferState
    {
        Dequeued,
        Queued,
        Active,
        Done,
        Error,
    }

    public sealed class CaptureBuffer(int index, DmaBuffer memory)
    {
        public int Index { get; } = index;

        public DmaBuffer Memory { get; } = memory;

        public BufferState State { get; internal set; } = BufferState.Dequeued;

        public int BytesUsed { get; internal set; }

        internal PhysAddr Address { get; set; }
    }

    private readonly Dictionary<int, CaptureBuffer> _active = [];
    private readonly Queue<CaptureBuffer> _queued = new();
    private readonly Queue<CaptureBuffer> _done = new();
    private bool _streaming;

    public void Queue(CaptureBuffer buffer)
    {
        if (buffer.State != BufferState.Dequeued)
        {
            throw new InvalidOperationException($"buffer {buffer.Index} is {buffer.State}");
        }

        buffer.Address = THal.Share(buffer.Memory, DeviceToDriver);
        buffer.State = BufferState.Queued;
        _queued.Enqueue(buffer);
        if (_streaming)
        {
            Feed();
        }
    }

    public void StreamOn()
    {
        _streaming = true;
        Feed();
    }

    public void OnFrame()
    {
        while (ring.TryTake(out int slot, out int written))
        {
            if (_active.Remove(slot, out CaptureBuffer? buffer))
            {
                Finish(buffer, written, BufferState.Done);
            }
        }

        Feed();
    }

    public CaptureBuffer? Dequeue()
    {
        if (!_done.TryDequeue(out CaptureBuffer? buffer))
        {
            return null;
        }

        buffer.State = BufferState.Dequeued;
        return buffer;
    }

    public void StreamOff()
    {
        _streaming = false;
        ring.Stop();
        foreach (CaptureBuffer buffer in _active.Values)
        {
            Finish(buffer, 0, BufferState.Error);
        }

        _active.Clear();
        while (_queued.TryDequeue(out CaptureBuffer? waiting))
        {
            Finish(waiting, 0, BufferState.Error);
        }
    }

    private void Feed()
    {
        while (_queued.TryPeek(out CaptureBuffer? next) && ring.TryPost(next.Address, next.Memory.Length, out int slot))
        {
            _queued.Dequeue();
            next.State = BufferState.Active;
            _active.Add(slot, next);
        }

        ring.Doorbell();
    }

    private void Finish(CaptureBuffer buffer, int written, BufferState state)
    {
        THal.Unshare(buffer.Address, buffer.Memory, DeviceToDriver);
        buffer.Address = default;
        buffer.BytesUsed = written;
        buffer.State = state;
        _done.Enqueue(buffer);
    }
}
