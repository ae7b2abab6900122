using System;
using System.Buffers.Binary;
using System.Threading.Tasks;
using Devices;
using Hal;

namespace Drivers;

// Like Linux md's raid5 journal: at start the journal is replayed block by block until one does not belong. Two buffers, one being read
// ahead while the other is looked at; the read-ahead is always waited for.
public sealed class JournalReplay<THal>(BlockQueue journal, Action<ReadOnlyMemory<byte>> apply)
    where THal : struct, IHal
{
    private const int BlockBytes = 4096;
    private const uint Magic = 0x6433_c509;

    public async Task<int> ReplayAsync(ulong first, ulong end)
    {
        byte[] current = GC.AllocateArray<byte>(BlockBytes, pinned: true);
        byte[] ahead = GC.AllocateArray<byte>(BlockBytes, pinned: true);
        int applied = 0;
        Task<bool> reading = ReadAsync(first, ahead);
        for (ulong sector = first; sector < end; sector += 8)
        {
            bool good = await reading.ConfigureAwait(false);
            (current, ahead) = (ahead, current);
            bool belongs = good && BinaryPrimitives.ReadUInt32LittleEndian(current) == Magic;
            if (!belongs || sector + 8 >= end)
            {
                if (belongs)
                {
                    apply(current);
                    applied++;
                }

                return applied;
            }

            reading = ReadAsync(sector + 8, ahead);
            apply(current);
            applied++;
        }

        await reading.ConfigureAwait(false);
        return applied;
    }

    private async Task<bool> ReadAsync(ulong sector, byte[] block)
    {
        using var pinned = new PinnedBuffer(block.AsMemory());
        var share = new Shared<THal>(pinned.Buffer, BufferDirection.DeviceToDriver);
        try
        {
            return await journal.ReadAsync(sector, share.Paddr, BlockBytes).ConfigureAwait(false) == 0;
        }
        finally
        {
            share.Unshare();
        }
    }
}
