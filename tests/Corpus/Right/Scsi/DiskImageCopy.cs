using System;
using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Copies a disk to another through two buffers, so that a read and a write run at the same time. A buffer is shared the one way and then
// the other, never both; an error waits for the other transfer before it leaves.
public sealed class DiskImageCopy<THal>(BlockQueue from, BlockQueue to)
    where THal : struct, IHal
{
    private const int ChunkBytes = 64 * 1024;
    private const int ChunkSectors = ChunkBytes / 512;

    public async Task<ulong> CopyAsync(ulong sectors)
    {
        using var first = new PinnedBuffer(ChunkBytes);
        using var second = new PinnedBuffer(ChunkBytes);
        PinnedBuffer reading = first;
        PinnedBuffer writing = second;
        ulong chunks = sectors / ChunkSectors;
        Task<bool> write = Task.FromResult(true);
        for (ulong chunk = 0; chunk < chunks; chunk++)
        {
            bool read = await MoveAsync(from, chunk, reading.Buffer, DeviceToDriver).ConfigureAwait(false);
            bool written = await write.ConfigureAwait(false);
            if (!written)
            {
                return (chunk - 1) * ChunkSectors;
            }

            if (!read)
            {
                return chunk * ChunkSectors;
            }

            (reading, writing) = (writing, reading);
            write = MoveAsync(to, chunk, writing.Buffer, DriverToDevice);
        }

        bool last = await write.ConfigureAwait(false);
        return last ? chunks * ChunkSectors : (chunks - 1) * ChunkSectors;
    }

    private static async Task<bool> MoveAsync(BlockQueue disk, ulong chunk, DmaBuffer data, BufferDirection direction)
    {
        try
        {
            var share = new Shared<THal>(data, direction);
            try
            {
                ulong sector = chunk * ChunkSectors;
                int status = direction == DeviceToDriver
                    ? await disk.ReadAsync(sector, share.Paddr, data.Length).ConfigureAwait(false)
                    : await disk.WriteAsync(sector, share.Paddr, data.Length).ConfigureAwait(false);
                return status == 0;
            }
            finally
            {
                share.Unshare();
            }
        }
        catch (Exception e) when (e is DmaException or DeviceException)
        {
            return false;
        }
    }
}
