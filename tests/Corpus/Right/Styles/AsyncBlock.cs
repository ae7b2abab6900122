using System;
using System.Threading;
using System.Threading.Tasks;
using Devices;
using Hal;

public sealed class AsyncBlock<THal>(BlockQueue queue) where THal : struct, IHal
{
    public async Task<int> ReadAsync(ulong sector, Memory<byte> memory, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        using var pinned = new PinnedBuffer(memory);
        var shared = new Shared<THal>(pinned.Buffer, BufferDirection.DeviceToDriver);
        try
        {
            return await queue.ReadAsync(sector, shared.Paddr, memory.Length).ConfigureAwait(false);
        }
        finally
        {
            shared.Unshare();
        }
    }

    public async Task CopyAsync(ulong from, ulong to, int count)
    {
        using var bounce = new PinnedBuffer(512);
        for (int i = 0; i < count; i++)
        {
            PhysAddr a = THal.Share(bounce.Buffer, BufferDirection.DeviceToDriver);
            int status;
            try
            {
                status = await queue.ReadAsync(from + (ulong)i, a, 512);
            }
            finally
            {
                THal.Unshare(a, bounce.Buffer, BufferDirection.DeviceToDriver);
            }

            if (status != 0)
            {
                throw new DeviceException($"read {status}");
            }

            a = THal.Share(bounce.Buffer, BufferDirection.DriverToDevice);
            try
            {
                status = await queue.WriteAsync(to + (ulong)i, a, 512);
            }
            finally
            {
                THal.Unshare(a, bounce.Buffer, BufferDirection.DriverToDevice);
            }

            if (status != 0)
            {
                throw new DeviceException($"write {status}");
            }
        }
    }
}
