using System.Threading.Tasks;
using Devices;
using Hal;

namespace Drivers;

// Like DRBD's activity log: each record goes to two disks and counts when both have it. Both tasks are awaited before the one share
// ends, whichever fails first.
public enum ReplicaState
{
    InSync,
    Degraded,
    Failed,
}

public sealed class ReplicatedLog<THal>(BlockQueue local, BlockQueue remote)
    where THal : struct, IHal
{
    private ulong _sector = 64;

    public async Task<ReplicaState> AppendAsync(PinnedBuffer record)
    {
        PhysAddr address = THal.Share(record.Buffer, BufferDirection.DriverToDevice);
        int[] results;
        try
        {
            results = await Task.WhenAll(WriteTo(local), WriteTo(remote)).ConfigureAwait(false);
        }
        finally
        {
            THal.Unshare(address, record.Buffer, BufferDirection.DriverToDevice);
        }

        _sector += (ulong)((record.Buffer.Length + 511) / 512);
        return results switch
        {
            [0, 0] => ReplicaState.InSync,
            [0, _] or [_, 0] => ReplicaState.Degraded,
            _ => ReplicaState.Failed,
        };

        // An exception becomes the task's, so that the other disk is waited for all the same.
        async Task<int> WriteTo(BlockQueue disk) => await disk.WriteAsync(_sector, address, record.Buffer.Length).ConfigureAwait(false);
    }
}
