using System;
using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A disk's callback is made a task; the share ends in the callback, the task tells the status. A Start that throws never calls back, so
// its catch ends the share.
public sealed class CallbackDisk<THal>
    where THal : struct, IHal
{
    private readonly BlockQueue _disk;

    public CallbackDisk(BlockQueue disk) => _disk = disk;

    public Task<int> ReadAsync(ulong sector, DmaBuffer into)
    {
        var result = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        PhysAddr address = THal.Share(into, DeviceToDriver);
        try
        {
            _disk.Start(sector, address, into.Length, status =>
            {
                THal.Unshare(address, into, DeviceToDriver);
                result.SetResult(status);
            });
        }
        catch (Exception refused)
        {
            THal.Unshare(address, into, DeviceToDriver);
            result.SetException(refused);
        }

        return result.Task;
    }

    public async Task<bool> IsBlankAsync(ulong sector, DmaBuffer scratch)
    {
        int status = await ReadAsync(sector, scratch).ConfigureAwait(false);
        return status == 0 && scratch.AsReadOnlySpan().IndexOfAnyExcept((byte)0) < 0;
    }
}
