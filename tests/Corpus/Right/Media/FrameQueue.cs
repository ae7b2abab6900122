using System;
using Devices;
using Hal;

namespace Drivers;

// Like V4L2's videobuf2: frames are queued, filled, dequeued and queued again, each in one of three states. The state decides which call
// may touch a frame; streaming off brings all back to idle.
public enum FrameState
{
    Idle,
    Queued,
    Done,
}

public sealed class FrameQueue<THal>
    where THal : struct, IHal
{
    private sealed class Frame(DmaBuffer memory)
    {
        public DmaBuffer Memory { get; } = memory;

        public PhysAddr Address { get; set; }

        public FrameState State { get; set; }
    }

    private readonly Ring _sensor;
    private readonly Frame[] _frames;

    public FrameQueue(Ring sensor, DmaBuffer[] memory)
    {
        _sensor = sensor;
        _frames = Array.ConvertAll(memory, m => new Frame(m));
    }

    public bool Enqueue(int index)
    {
        Frame frame = _frames[index];
        if (frame.State == FrameState.Queued)
        {
            return false;
        }

        frame.Address = THal.Share(frame.Memory, BufferDirection.DeviceToDriver);
        frame.State = FrameState.Queued;
        _sensor.Post(index, frame.Address, frame.Memory.Length);
        _sensor.Doorbell();
        return true;
    }

    public int Dequeue(out DmaBuffer pixels)
    {
        for (int i = 0; i < _frames.Length; i++)
        {
            if (_frames[i].State == FrameState.Queued && _sensor.IsDone(i))
            {
                TakeBack(_frames[i], FrameState.Done);
                pixels = _frames[i].Memory;
                return i;
            }
        }

        pixels = default;
        return -11;
    }

    public void StreamOff()
    {
        _sensor.Stop();
        foreach (Frame frame in _frames)
        {
            if (frame.State == FrameState.Queued)
            {
                TakeBack(frame, FrameState.Idle);
            }

            frame.State = FrameState.Idle;
        }
    }

    private static void TakeBack(Frame frame, FrameState next)
    {
        THal.Unshare(frame.Address, frame.Memory, BufferDirection.DeviceToDriver);
        frame.Address = default;
        frame.State = next;
    }
}
