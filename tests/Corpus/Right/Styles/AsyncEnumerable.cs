using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Devices;
using Hal;

public sealed class AsyncEnumerable<THal>(BlockQueue queue) where THal : struct, IHal
{
    public async IAsyncEnumerable<byte> SectorsAsync(ulong first, int count,
        [EnumeratorCancellation] CancellationToken token = default)
    {
        using var memory = new PinnedBuffer(512);
        for (int i = 0; i < count; i++)
        {
            token.ThrowIfCancellationRequested();
            PhysAddr a = THal.Share(memory.Buffer, BufferDirection.DeviceToDriver);
            int status = 0;
            try
            {
                status = await queue.ReadAsync(first + (ulong)i, a, 512);
            }
            finally
            {
                THal.Unshare(a, memory.Buffer, BufferDirection.DeviceToDriver);
            }

            if (status != 0)
            {
                yield break;
            }

            yield return memory.Buffer[0];
        }
    }

    public async Task WriteManyAsync(PinnedBuffer[] buffers)
    {
        var shares = new Shared<THal>[buffers.Length];
        var tasks = new Task<int>[buffers.Length];
        for (int i = 0; i < buffers.Length; i++)
        {
            shares[i] = new Shared<THal>(buffers[i].Buffer, BufferDirection.DriverToDevice);
            tasks[i] = queue.WriteAsync((ulong)i, shares[i].Paddr, 512);
        }

        try
        {
            await Task.WhenAll(tasks);
        }
        finally
        {
            foreach (var share in shares)
            {
                share.Unshare();
            }
        }
    }
}
