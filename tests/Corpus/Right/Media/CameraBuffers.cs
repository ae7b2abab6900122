using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// The buffer queue of a camera: queued, filled, dequeued, as video applications expect. Each buffer has a state, only a queued one has a
// share, and stream-off ends those of all queued ones.
internal enum BufferState
{
    Dequeued,
    Queued,
    Done,
}

internal sealed class CameraBuffers<THal> : IDisposable
    where THal : struct, IHal
{
    private struct Entry
    {
        public PinnedBuffer Memory;
        public PhysAddr Address;
        public BufferState State;
    }

    private readonly Device _camera;
    private readonly Entry[] _entries;

    public CameraBuffers(Device camera, int count, int bytes)
    {
        _camera = camera;
        _entries = new Entry[count];
        for (int i = 0; i < count; i++)
        {
            _entries[i].Memory = new PinnedBuffer(bytes);
        }
    }

    public bool Queue(int index)
    {
        ref Entry entry = ref _entries[index];
        if (entry.State != BufferState.Dequeued)
        {
            return false;
        }

        entry.Address = THal.Share(entry.Memory.Buffer, DeviceToDriver);
        entry.State = BufferState.Queued;
        _camera.Program(entry.Address, entry.Memory.Buffer.Length);
        return true;
    }

    public void OnFrame(int index)
    {
        ref Entry entry = ref _entries[index];
        if (entry.State == BufferState.Queued)
        {
            THal.Unshare(entry.Address, entry.Memory.Buffer, DeviceToDriver);
            entry.State = BufferState.Done;
        }
    }

    public bool TryDequeue(out int index, out ReadOnlySpan<byte> frame)
    {
        index = Array.FindIndex(_entries, entry => entry.State == BufferState.Done);
        frame = default;
        if (index < 0)
        {
            return false;
        }

        _entries[index].State = BufferState.Dequeued;
        frame = _entries[index].Memory.Buffer.AsReadOnlySpan();
        return true;
    }

    public void StreamOff()
    {
        _camera.Reset();
        for (int i = 0; i < _entries.Length; i++)
        {
            if (_entries[i].State == BufferState.Queued)
            {
                THal.Unshare(_entries[i].Address, _entries[i].Memory.Buffer, DeviceToDriver);
            }

            _entries[i].State = BufferState.Dequeued;
        }
    }

    public void Dispose()
    {
        StreamOff();
        foreach (Entry entry in _entries)
        {
            entry.Memory.Dispose();
        }
    }
}
