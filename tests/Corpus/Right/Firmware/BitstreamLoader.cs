using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A programmable chip is loaded from a stream in blocks that the configuration port takes. The stream is read into the block while it is
// not shared; a short last block is shared at its own length.
public sealed class BitstreamLoader<THal>
    where THal : struct, IHal
{
    private readonly Device _port;

    public BitstreamLoader(Device port) => _port = port;

    public long Load(System.IO.Stream bitstream)
    {
        using var block = new PinnedBuffer(64 * 1024);
        long total = 0;
        int read;
        while ((read = bitstream.ReadAtLeast(block.Buffer.AsSpan(), block.Buffer.Length, throwOnEndOfStream: false)) > 0)
        {
            if (!Configure(block.Buffer.Slice(0, read)))
            {
                return -1;
            }

            total += read;
        }

        return total;
    }

    private bool Configure(DmaBuffer part)
    {
        PhysAddr address = THal.Share(part, DriverToDevice);
        bool taken = _port.Submit(address, part.Length);
        bool done = taken && _port.Wait(200);
        if (taken && !done)
        {
            _port.Reset();
        }

        THal.Unshare(address, part, DriverToDevice);
        return done;
    }
}
