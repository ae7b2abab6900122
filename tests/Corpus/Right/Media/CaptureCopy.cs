using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Recording: the device fills two halves in turn, and each filled half is copied to the listener. A half is shared while the device
// fills it, read after its share ended, and shared again behind that.
public sealed class Recorder<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _adc;
    private readonly PinnedBuffer _memory;
    private readonly DmaBuffer[] _halves = new DmaBuffer[2];
    private readonly PhysAddr[] _addresses = new PhysAddr[2];
    private readonly bool[] _shared = new bool[2];
    private int _current;

    public Recorder(Device adc, int halfBytes)
    {
        _adc = adc;
        _memory = new PinnedBuffer(2 * halfBytes);
        _halves[0] = _memory.Buffer.Slice(0, halfBytes);
        _halves[1] = _memory.Buffer.Slice(halfBytes, halfBytes);
    }

    public Action<short[]>? Listener { get; set; }

    public void Start()
    {
        Give(0);
        Give(1);
        _adc.Kick();
    }

    public void OnHalfFull()
    {
        int half = _current;
        if (!_shared[half])
        {
            return;
        }

        Take(half);
        ReadOnlySpan<byte> bytes = _halves[half].AsReadOnlySpan();
        var samples = new short[bytes.Length / 2];
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] = BitConverter.ToInt16(bytes[(2 * i)..]);
        }

        Give(half);
        _current ^= 1;
        Listener?.Invoke(samples);
    }

    public void Dispose()
    {
        _adc.Reset();
        Take(0);
        Take(1);
        _memory.Dispose();
    }

    private void Give(int half)
    {
        _addresses[half] = THal.Share(_halves[half], DeviceToDriver);
        _shared[half] = true;
        _adc.Program(_addresses[half], _halves[half].Length);
    }

    private void Take(int half)
    {
        if (_shared[half])
        {
            _shared[half] = false;
            THal.Unshare(_addresses[half], _halves[half], DeviceToDriver);
        }
    }
}
