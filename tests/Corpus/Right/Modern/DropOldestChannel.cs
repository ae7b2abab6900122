using System.Threading.Channels;
using System.Threading.Tasks;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A channel that drops the oldest; the callback for dropped items ends their shares.
public sealed class DropOldestChannel<THal>
    where THal : struct, IHal
{
    private readonly Channel<Shared<THal>> _frames = Channel.CreateBounded<Shared<THal>>(
        new BoundedChannelOptions(8) { FullMode = BoundedChannelFullMode.DropOldest },
        static dropped => dropped.Unshare());

    public bool Offer(DmaBuffer frame)
    {
        var share = new Shared<THal>(frame, DriverToDevice);
        if (_frames.Writer.TryWrite(share))
        {
            return true;
        }

        share.Unshare();
        return false;
    }

    public async Task PumpAsync(Device device, CancellationToken cancellation)
    {
        try
        {
            while (await _frames.Reader.WaitToReadAsync(cancellation))
            {
                while (_frames.Reader.TryRead(out Shared<THal> share))
                {
                    try
                    {
                        device.Program(share.Paddr, share.Buffer.Length);
                        await device.DoneAsync();
                    }
                    finally
                    {
                        share.Unshare();
                    }
                }
            }
        }
        finally
        {
            _frames.Writer.TryComplete();
            while (_frames.Reader.TryRead(out Shared<THal> left))
            {
                left.Unshare();
            }
        }
    }
}
