using Devices;
using Hal;

namespace Drivers;

// Follows a fix in DPDK: "net/af_xdp: fix memzone leak on config failure": the memory that a helper allocated is dropped when the queue
// cannot be configured.
public sealed class UserMemory<THal>(Device queue)
    where THal : struct, IHal
{
    private const nuint FrameSize = 2048;

    private Dma<THal>? _frames;

    public int Configure(nuint frames)
    {
        if (_frames is not null)
        {
            return -16;
        }

        Dma<THal>? zone = Reserve(frames); //! HAL2002
        if (zone is null)
        {
            return -12;
        }

        int status = queue.Start(zone.Paddr, (int)FrameSize);
        if (status != 0)
        {
            Log.Info("queue not configured");
            return status;
        }

        _frames = zone;
        return 0;
    }

    public void Close()
    {
        queue.Reset();
        _frames?.Dispose();
        _frames = null;
    }

    private static Dma<THal>? Reserve(nuint frames)
    {
        if (frames == 0)
        {
            return null;
        }

        return Dma<THal>.TryCreate(HalConstants.PagesFor(frames * FrameSize), BufferDirection.Both, out Dma<THal>? zone) ? zone : null;
    }
}
