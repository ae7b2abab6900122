using System.Diagnostics;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Captures audio by fragments: each is mapped before its turn and comes out with the time at which it was full.</summary>
public sealed class AudioCapture<THal>(SerialPort port, DmaBuffer ring, int fragments)
    where THal : struct, IHal
{
    private readonly PhysAddr[] _mapped = new PhysAddr[fragments];
    private int _current = -1;

    private int FragmentBytes => ring.Length / fragments;

    public void Start()
    {
        for (int i = 0; i < fragments; i++)
        {
            _mapped[i] = THal.Share(Fragment(i), DeviceToDriver);
        }

        _current = 0;
        port.StartReceive(_mapped[0], FragmentBytes);
    }

    public (long Time, byte[] Samples)? OnFragment()
    {
        if (_current < 0)
        {
            return null;
        }

        int full = _current;
        _current = (_current + 1) % fragments;
        port.StartReceive(_mapped[_current], FragmentBytes);
        long time = Stopwatch.GetTimestamp();
        THal.Unshare(_mapped[full], Fragment(full), DeviceToDriver);
        byte[] samples = Fragment(full).AsReadOnlySpan().ToArray();
        _mapped[full] = THal.Share(Fragment(full), DeviceToDriver);
        return (time, samples);
    }

    public void Stop()
    {
        if (_current < 0)
        {
            return;
        }

        port.StopReceive();
        _current = -1;
        for (int i = 0; i < _mapped.Length; i++)
        {
            THal.Unshare(_mapped[i], Fragment(i), DeviceToDriver);
        }
    }

    private DmaBuffer Fragment(int index) => ring.Slice(index * FragmentBytes, FragmentBytes);
}
