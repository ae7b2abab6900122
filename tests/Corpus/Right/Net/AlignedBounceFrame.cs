using System;
using Devices;
using Hal;

namespace Drivers;

// A controller that takes only frames at 4-byte boundaries; others go through a bounce area of the driver. What is unshared is the
// buffer that was shared, be it the frame itself or the bounce area.
public sealed unsafe class AlignedSender<THal> : IDisposable
    where THal : struct, IHal
{
    private const int BounceBytes = 2048;

    private readonly Device _device;
    private readonly PinnedBuffer _bounce = new(BounceBytes);

    public AlignedSender(Device device) => _device = device;

    public bool Send(DmaBuffer frame)
    {
        DmaBuffer source = Prepare(frame);
        PhysAddr address = THal.Share(source, BufferDirection.DriverToDevice);
        bool sent = false;
        try
        {
            if (_device.Submit(address, source.Length))
            {
                sent = _device.Wait(100);
                if (!sent)
                {
                    _device.Reset();
                }
            }
        }
        finally
        {
            THal.Unshare(address, source, BufferDirection.DriverToDevice);
        }

        return sent;
    }

    public void Dispose() => _bounce.Dispose();

    private DmaBuffer Prepare(DmaBuffer frame)
    {
        if (((nuint)frame.Pointer & 3) == 0)
        {
            return frame;
        }

        if (frame.Length > BounceBytes)
        {
            throw new ArgumentException("The frame is longer than the bounce area.", nameof(frame));
        }

        DmaBuffer copy = _bounce.Buffer.Slice(0, frame.Length);
        frame.AsReadOnlySpan().CopyTo(copy.AsSpan());
        return copy;
    }
}
