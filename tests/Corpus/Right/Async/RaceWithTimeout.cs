using System;
using System.Threading.Tasks;
using Devices;
using Hal;

namespace Drivers;

// Like requests with a time limit: the task races with a delay, and the loser of the race is still cared for. On a time-out the share
// follows the task, which ends it when the device has answered at last.
public sealed class TimedReader<THal>(BlockQueue disk)
    where THal : struct, IHal
{
    public async Task<byte[]?> TryReadAsync(ulong sector, int bytes, TimeSpan limit)
    {
        Task<byte[]?> reading = ReadAsync(sector, bytes);
        Task first = await Task.WhenAny(reading, Task.Delay(limit)).ConfigureAwait(false);
        if (ReferenceEquals(first, reading))
        {
            return await reading.ConfigureAwait(false);
        }

        _ = reading.ContinueWith(
            late => Log.Info($"a late read: {late.Status}"),
            TaskScheduler.Default);
        return null;
    }

    /// <summary>Owns memory and share from the beginning to the end, however long that takes.</summary>
    private async Task<byte[]?> ReadAsync(ulong sector, int bytes)
    {
        using var memory = new PinnedBuffer(bytes);
        var share = new Shared<THal>(memory.Buffer, BufferDirection.DeviceToDriver);
        int status;
        try
        {
            status = await disk.ReadAsync(sector, share.Paddr, bytes).ConfigureAwait(false);
        }
        finally
        {
            share.Unshare();
        }

        return status == 0 ? memory.Buffer.AsReadOnlySpan().ToArray() : null;
    }
}
