using System;
using Devices;
using Hal;

namespace Drivers;

// A video encoder that compresses one frame at a time into a bitstream buffer. Both shares of a frame are one record, which is put
// together only when both exist.
internal sealed class EncoderBitstream<THal> : IDisposable
    where THal : struct, IHal
{
    private sealed record Job(Shared<THal> Frame, Shared<THal> Stream)
    {
        public void End()
        {
            Stream.Unshare();
            Frame.Unshare();
        }
    }

    private readonly Device _encoder;
    private readonly PinnedBuffer _stream = new(512 * 1024);
    private Job? _job;

    public EncoderBitstream(Device encoder) => _encoder = encoder;

    public bool Begin(DmaBuffer frame)
    {
        if (_job is not null)
        {
            return false;
        }

        var frameShare = new Shared<THal>(frame, BufferDirection.DriverToDevice);
        Shared<THal> streamShare;
        try
        {
            streamShare = new Shared<THal>(_stream.Buffer, BufferDirection.DeviceToDriver);
        }
        catch
        {
            frameShare.Unshare();
            throw;
        }

        _job = new Job(frameShare, streamShare);
        _encoder.WriteRegister(0x10, frameShare.Paddr.Value);
        _encoder.WriteRegister(0x18, streamShare.Paddr.Value);
        _encoder.Kick();
        return true;
    }

    public byte[]? End()
    {
        if (_job is not { } job)
        {
            return null;
        }

        bool done = _encoder.Wait(100);
        if (!done)
        {
            _encoder.Reset();
        }

        _job = null;
        job.End();
        var length = (int)Math.Min(_encoder.ReadRegister(0x20), (uint)_stream.Buffer.Length);
        return done ? _stream.Buffer.AsReadOnlySpan()[..length].ToArray() : null;
    }

    public void Dispose()
    {
        _ = End();
        _stream.Dispose();
    }
}
