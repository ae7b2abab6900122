using System;
using System.Buffers;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Messages in arrays of the shared pool, pinned while they are in flight.</summary>
public sealed class PooledArrays<THal>(BlockQueue queue)
    where THal : struct, IHal
{
    public async Task<int> WriteAsync(ulong sector, Stream source, CancellationToken cancellation)
    {
        byte[] array = ArrayPool<byte>.Shared.Rent(64 * 1024);
        int total = 0;
        try
        {
            int read;
            while ((read = await source.ReadAtLeastAsync(array, 4096, throwOnEndOfStream: false, cancellation)) > 0)
            {
                int padded = (read + 511) & ~511;
                array.AsSpan(read, padded - read).Clear();
                using var pinned = new PinnedBuffer(array.AsMemory(0, padded));
                PhysAddr paddr = THal.Share(pinned.Buffer, DriverToDevice);
                int status;
                try
                {
                    status = await queue.WriteAsync(sector, paddr, padded);
                }
                finally
                {
                    THal.Unshare(paddr, pinned.Buffer, DriverToDevice);
                }

                if (status != 0)
                {
                    return status;
                }

                sector += (ulong)padded / 512;
                total += read;
            }

            return total;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(array);
        }
    }
}
