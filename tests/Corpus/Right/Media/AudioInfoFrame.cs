using System;
using Devices;
using Hal;

namespace Drivers;

// Like Linux HDMI audio: an info frame of a few bytes tells the sink the channels; it is replaced when they change. The old frame's
// share ends after the transmitter has taken the new one, and never both or none.
public sealed class InfoFrameSender<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _transmitter;
    private Frame? _current;

    public InfoFrameSender(Device transmitter) => _transmitter = transmitter;

    public bool Announce(int channels, int rate)
    {
        var next = new Frame(channels, rate);
        if (!_transmitter.Submit(next.Address, Frame.Bytes))
        {
            next.Release();
            return false;
        }

        if (!_transmitter.Wait(50))
        {
            _transmitter.Reset();
            next.Release();
            _current?.Release();
            _current = null;
            return false;
        }

        _current?.Release();
        _current = next;
        return true;
    }

    public void Dispose()
    {
        _transmitter.Reset();
        _current?.Release();
        _current = null;
    }

    private sealed class Frame
    {
        public const int Bytes = 14;

        private readonly PinnedBuffer _memory = new(Bytes);

        public Frame(int channels, int rate)
        {
            DmaBuffer bytes = _memory.Buffer;
            bytes[0] = 0x84;
            bytes[1] = 1;
            bytes[2] = 10;
            bytes[4] = (byte)(channels - 1);
            bytes[5] = (byte)(rate switch { 32000 => 1 << 2, 44100 => 2 << 2, 48000 => 3 << 2, _ => 0 });
            Address = THal.Share(bytes, BufferDirection.DriverToDevice);
        }

        public PhysAddr Address { get; }

        public void Release()
        {
            THal.Unshare(Address, _memory.Buffer, BufferDirection.DriverToDevice);
            _memory.Dispose();
        }
    }
}
