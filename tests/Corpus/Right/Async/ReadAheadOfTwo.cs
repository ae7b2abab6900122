using System;
using System.Threading.Tasks;
using Devices;
using Hal;

namespace Drivers;

/// <summary>Reads ahead: two buffers, of which one is the device's while the other is the reader's.</summary>
public sealed class ReadAhead<THal>(BlockQueue queue, int chunk)
    where THal : struct, IHal
{
    public async Task<long> CopyAsync(ulong sector, long length, Func<ReadOnlyMemory<byte>, Task> sink)
    {
        byte[][] arrays = [GC.AllocateArray<byte>(chunk, pinned: true), GC.AllocateArray<byte>(chunk, pinned: true)];
        using var first = new PinnedBuffer(arrays[0]);
        using var second = new PinnedBuffer(arrays[1]);
        PinnedBuffer[] buffers = [first, second];
        long copied = 0;
        int turn = 0;
        Task<int> pending = ReadAsync(sector, buffers[0].Buffer);
        while (true)
        {
            int got = await pending.ConfigureAwait(false);
            if (got <= 0)
            {
                return got < 0 ? got : copied;
            }

            int current = turn;
            turn ^= 1;
            long next = copied + got;
            bool more = next < length;
            if (more)
            {
                pending = ReadAsync(sector + (ulong)(next >> 9), buffers[turn].Buffer);
            }

            int take = (int)Math.Min(got, length - copied);
            try
            {
                await sink(arrays[current].AsMemory(0, take)).ConfigureAwait(false);
            }
            catch when (more)
            {
                await pending.ConfigureAwait(false);
                throw;
            }

            copied += take;
            if (!more)
            {
                return copied;
            }
        }
    }

    private async Task<int> ReadAsync(ulong sector, DmaBuffer into)
    {
        PhysAddr address = THal.Share(into, BufferDirection.DeviceToDriver);
        try
        {
            return await queue.ReadAsync(sector, address, into.Length).ConfigureAwait(false);
        }
        finally
        {
            THal.Unshare(address, into, BufferDirection.DeviceToDriver);
        }
    }
}
