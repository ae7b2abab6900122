using System;
using System.Collections.Generic;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Frames of a camera: queued by the user, filled by the device, given back in the order of completion.</summary>
public sealed class CameraQueue<THal>(Device sensor, Ring ring)
    where THal : struct, IHal
{
    public enum State
    {
        Idle,
        Queued,
        Done,
        Error,
    }

    public sealed class Frame(DmaBuffer memory)
    {
        public DmaBuffer Memory { get; } = memory;

        public State State { get; internal set; }

        internal PhysAddr Paddr { get; set; }
    }

    private readonly LinkedList<Frame> _queued = new();
    private readonly Lock _gate = new();
    private bool _streaming;

    public void Queue(Frame frame)
    {
        lock (_gate)
        {
            if (frame.State == State.Queued)
            {
                throw new InvalidOperationException("the frame is queued");
            }

            frame.Paddr = THal.Share(frame.Memory, DeviceToDriver);
            frame.State = State.Queued;
            _queued.AddLast(frame);
            if (_streaming)
            {
                ring.Post(_queued.Count, frame.Paddr, frame.Memory.Length);
            }
        }
    }

    public bool Start()
    {
        lock (_gate)
        {
            int index = 0;
            foreach (Frame frame in _queued)
            {
                ring.Post(index++, frame.Paddr, frame.Memory.Length);
            }

            sensor.Kick();
            _streaming = sensor.Poll();
            if (!_streaming)
            {
                ring.Stop();
                ReturnAll(State.Error);
            }

            return _streaming;
        }
    }

    public Frame? Dequeue()
    {
        lock (_gate)
        {
            if (_queued.First is not { Value: var frame } node || !ring.TryTake(out _, out int written))
            {
                return null;
            }

            _queued.Remove(node);
            Finish(frame, written == frame.Memory.Length ? State.Done : State.Error);
            return frame;
        }
    }

    public void Stop()
    {
        lock (_gate)
        {
            _streaming = false;
            ring.Stop();
            sensor.Reset();
            ReturnAll(State.Idle);
        }
    }

    private void ReturnAll(State state)
    {
        while (_queued.First is { } node)
        {
            _queued.RemoveFirst();
            Finish(node.Value, state);
        }
    }

    private static void Finish(Frame frame, State state)
    {
        THal.Unshare(frame.Paddr, frame.Memory, DeviceToDriver);
        frame.Paddr = default;
        frame.State = state;
    }
}
