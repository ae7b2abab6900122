using System;
using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Asks two mirrors for the same block and takes the answer that comes first. Both reads have memory of their own; the slower one is
// awaited in the background before its memory goes.
public sealed class FastestMirror<THal>(BlockQueue left, BlockQueue right)
    where THal : struct, IHal
{
    private sealed record Answer(PinnedBuffer Memory, int Status);

    public async Task<byte[]?> ReadAsync(ulong sector, int bytes)
    {
        Task<Answer> first = ReadOneAsync(left, sector, bytes);
        Task<Answer> second = ReadOneAsync(right, sector, bytes);
        Task<Answer> winner = await Task.WhenAny(first, second).ConfigureAwait(false);
        Task<Answer> loser = winner == first ? second : first;
        Answer answer = await winner.ConfigureAwait(false);
        if (answer.Status == 0)
        {
            _ = DropAsync(loser);
            return Take(answer);
        }

        answer.Memory.Dispose();
        Answer other = await loser.ConfigureAwait(false);
        byte[]? bytesRead = other.Status == 0 ? other.Memory.Buffer.AsSpan().ToArray() : null;
        other.Memory.Dispose();
        return bytesRead;
    }

    private static byte[] Take(Answer answer)
    {
        using PinnedBuffer memory = answer.Memory;
        return memory.Buffer.AsSpan().ToArray();
    }

    private static async Task DropAsync(Task<Answer> loser)
    {
        Answer answer = await loser.ConfigureAwait(false);
        answer.Memory.Dispose();
    }

    private static async Task<Answer> ReadOneAsync(BlockQueue disk, ulong sector, int bytes)
    {
        var memory = new PinnedBuffer(bytes);
        int status;
        try
        {
            var share = new Shared<THal>(memory.Buffer, DeviceToDriver);
            try
            {
                status = await disk.ReadAsync(sector, share.Paddr, bytes).ConfigureAwait(false);
            }
            finally
            {
                share.Unshare();
            }
        }
        catch (Exception e) when (e is DmaException or DeviceException)
        {
            status = -5;
        }

        return new Answer(memory, status);
    }
}
