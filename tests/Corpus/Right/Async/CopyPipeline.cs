using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Copies a disk: reads of one half overlap with writes of the other.</summary>
public static class DiskCopy<THal>
    where THal : struct, IHal
{
    public static async Task<long> CopyAsync(BlockQueue from, BlockQueue to, DmaBuffer buffer, ulong sectors)
    {
        int half = buffer.Length / 2;
        ulong sectorsPerHalf = (ulong)half / 512;
        DmaBuffer[] halves = [buffer.Slice(0, half), buffer.Slice(half, half)];
        long copied = 0;
        Task write = Task.CompletedTask;
        int turn = 0;
        for (ulong sector = 0; sector < sectors; sector += sectorsPerHalf, turn ^= 1)
        {
            int status;
            try
            {
                status = await ReadAsync(from, sector, halves[turn]);
            }
            finally
            {
                await write;
            }

            if (status != 0)
            {
                throw new DeviceException($"sector {sector}: {status}");
            }

            write = WriteAsync(to, sector, halves[turn]);
            copied += half;
        }

        await write;
        await to.FlushAsync();
        return copied;
    }

    private static async Task<int> ReadAsync(BlockQueue disk, ulong sector, DmaBuffer into)
    {
        PhysAddr paddr = THal.Share(into, DeviceToDriver);
        try
        {
            return await disk.ReadAsync(sector, paddr, into.Length);
        }
        finally
        {
            THal.Unshare(paddr, into, DeviceToDriver);
        }
    }

    private static async Task WriteAsync(BlockQueue disk, ulong sector, DmaBuffer from)
    {
        PhysAddr paddr = THal.Share(from, DriverToDevice);
        int status;
        try
        {
            status = await disk.WriteAsync(sector, paddr, from.Length);
        }
        finally
        {
            THal.Unshare(paddr, from, DriverToDevice);
        }

        if (status != 0)
        {
            throw new DeviceException($"sector {sector}: {status}");
        }
    }
}
