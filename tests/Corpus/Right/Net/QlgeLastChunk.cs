using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "qlge: fix dma map leak when the last chunk is not allocated": the page is unmapped also when the queue took
// less than all of its chunks.
public sealed class PageChunks<THal>(Ring ring)
    where THal : struct, IHal
{
    private const int ChunkSize = 2048;

    public int Lend(PinnedBuffer page)
    {
        DmaBuffer memory = page.Buffer;
        int chunks = memory.Length / ChunkSize;
        if (chunks == 0)
        {
            return 0;
        }

        PhysAddr address = THal.Share(memory, BufferDirection.DeviceToDriver);
        int posted = 0;
        while (posted < chunks && ring.TryPost(address + posted * ChunkSize, ChunkSize, out _))
        {
            posted++;
        }

        ring.Doorbell();
        while (posted > 0 && !ring.IsDone(posted - 1))
        {
        }

        if (posted == chunks)
        {
            THal.Unshare(address, memory, BufferDirection.DeviceToDriver);
        }
        else
        {
            ring.Stop();
            THal.Unshare(address, memory, BufferDirection.DeviceToDriver);
        }

        return posted * ChunkSize;
    }
}
