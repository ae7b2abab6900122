using System;
using System.IO;
using System.Threading.Tasks;
using Devices;
using Hal;

namespace Drivers;

/// <summary>Writes sectors of a disk to a file, in pieces that halve when the queue refuses them.</summary>
public static class SectorDump
{
    public static async Task<long> DumpAsync<THal>(BlockQueue queue, ulong first, long sectors, Stream output)
        where THal : struct, IHal
    {
        byte[] array = GC.AllocateUninitializedArray<byte>(1 << 20, pinned: true);
        using var pin = new PinnedBuffer(array);
        int piece = array.Length >> 9;
        long done = 0;
        while (done < sectors)
        {
            int count = (int)Math.Min(piece, sectors - done);
            DmaBuffer into = pin.Buffer.Slice(0, count << 9);
            PhysAddr address = THal.Share(into, BufferDirection.DeviceToDriver);
            int status;
            try
            {
                status = await queue.ReadAsync(first + (ulong)done, address, into.Length);
            }
            finally
            {
                THal.Unshare(address, into, BufferDirection.DeviceToDriver);
            }

            if (status < 0)
            {
                if ((piece >>= 1) == 0)
                {
                    throw new IOException($"Sector {first + (ulong)done} cannot be read: {status}.");
                }

                continue;
            }

            await output.WriteAsync(array.AsMemory(0, into.Length));
            done += count;
        }

        return done;
    }
}
