using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in FreeBSD (rtwn): the staging buffer is shared for one chunk at a time.
internal sealed class BlockLoader<THal>(Device radio, FirmwareFile file)
    where THal : struct, IHal
{
    public bool Load(PinnedBuffer staging)
    {
        DmaBuffer block = staging.Buffer;
        for (int next = 0; next < file.Chunks; next++)
        {
            file.CopyChunk(next, block.AsSpan());
            var share = new Shared<THal>(block, DriverToDevice);
            bool loaded = radio.Submit(share.Paddr, block.Length) && radio.Wait(50);
            if (!loaded)
            {
                radio.Reset();
            }

            share.Unshare();
            if (!loaded)
            {
                return false;
            }
        }

        return true;
    }
}
