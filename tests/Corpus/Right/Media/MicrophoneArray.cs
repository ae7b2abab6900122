using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A pulse-density microphone array: one period buffer per microphone, all started together. The loop that unwinds a failed start counts
// down over what was shared; nothing records before all are.
public sealed class MicrophoneArray<THal>
    where THal : struct, IHal
{
    private readonly SerialPort[] _channels;
    private readonly DmaBuffer[] _periods;
    private readonly PhysAddr[] _addresses;
    private bool _recording;

    public MicrophoneArray(SerialPort[] channels, DmaBuffer[] periods)
    {
        _channels = channels;
        _periods = periods;
        _addresses = new PhysAddr[channels.Length];
    }

    public void Start()
    {
        if (_recording)
        {
            return;
        }

        int i = 0;
        try
        {
            for (; i < _channels.Length; i++)
            {
                _addresses[i] = THal.Share(_periods[i], DeviceToDriver);
            }
        }
        catch (DmaException)
        {
            while (--i >= 0)
            {
                THal.Unshare(_addresses[i], _periods[i], DeviceToDriver);
            }

            throw;
        }

        for (int channel = 0; channel < _channels.Length; channel++)
        {
            _channels[channel].StartReceive(_addresses[channel], _periods[channel].Length);
        }

        _recording = true;
    }

    public int[] Stop()
    {
        if (!_recording)
        {
            return [];
        }

        var counts = new int[_channels.Length];
        for (int i = 0; i < counts.Length; i++)
        {
            counts[i] = StopOne(i);
        }

        _recording = false;
        return counts;
    }

    private int StopOne(int channel)
    {
        int received = _channels[channel].StopReceive();
        THal.Unshare(_addresses[channel], _periods[channel], DeviceToDriver);
        return Math.Min(received, _periods[channel].Length);
    }
}
