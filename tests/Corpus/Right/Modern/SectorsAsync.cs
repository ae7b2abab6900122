using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// An asynchronous stream of sectors: the share of each ends before the caller sees the data.
public sealed class SectorsAsync<THal>(BlockQueue queue)
    where THal : struct, IHal
{
    public async IAsyncEnumerable<byte[]> ReadAsync(
        ulong first, int count, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        using var memory = new PinnedBuffer(512);
        DmaBuffer buffer = memory.Buffer;
        for (int i = 0; i < count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            PhysAddr paddr = THal.Share(buffer, DeviceToDriver);
            int status;
            try
            {
                status = await queue.ReadAsync(first + (ulong)i, paddr, buffer.Length);
            }
            finally
            {
                THal.Unshare(paddr, buffer, DeviceToDriver);
            }

            if (status != 0)
            {
                yield break;
            }

            yield return buffer.AsReadOnlySpan().ToArray();
        }
    }
}
