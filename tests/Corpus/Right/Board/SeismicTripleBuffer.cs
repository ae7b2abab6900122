using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A recorder with three buffers: one filling, one ready, one at the writer. Indexes move between the three roles; only the filling one
// is shared, and Dispose ends that one.
public sealed class TripleBuffer<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _digitizer;
    private readonly PinnedBuffer _memory;
    private readonly int _bytes;
    private PhysAddr _address;
    private int _filling = -1;
    private int _ready = 1;
    private int _writing = 2;

    public TripleBuffer(Device digitizer, int bytes)
    {
        _digitizer = digitizer;
        _bytes = bytes;
        _memory = new PinnedBuffer(3 * bytes);
    }

    public void Start()
    {
        if (_filling < 0)
        {
            Fill(3 - _ready - _writing);
        }
    }

    public void OnFull()
    {
        if (_filling < 0)
        {
            return;
        }

        int full = EndFilling();
        int next = _ready;
        _ready = full;
        Fill(next);
    }

    public ReadOnlySpan<byte> TakeReady()
    {
        (_ready, _writing) = (_writing, _ready);
        return Buffer(_writing).AsReadOnlySpan();
    }

    public void Dispose()
    {
        if (_filling >= 0)
        {
            _digitizer.Reset();
            EndFilling();
        }

        _memory.Dispose();
    }

    private void Fill(int index)
    {
        _address = THal.Share(Buffer(index), DeviceToDriver);
        _filling = index;
        _digitizer.Program(_address, _bytes);
    }

    private int EndFilling()
    {
        int index = _filling;
        _filling = -1;
        THal.Unshare(_address, Buffer(index), DeviceToDriver);
        return index;
    }

    private DmaBuffer Buffer(int index) => _memory.Buffer.Slice(index * _bytes, _bytes);
}
