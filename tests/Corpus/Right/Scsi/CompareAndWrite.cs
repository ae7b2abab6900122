using System.Threading.Tasks;
using Devices;
using Hal;

namespace Drivers;

// A cluster lock on disk: compare and write, one command with two buffers. The mismatch is an answer and no error; both shares are over
// on each of the three.
public enum LockAnswer
{
    Taken,
    HeldByOther,
    Failed,
}

public sealed class DiskLock<THal>
    where THal : struct, IHal
{
    private const byte CompareAndWrite = 0x89;
    private const int Miscompare = 0x285;
    private readonly NvmeQueue _queue;

    public DiskLock(NvmeQueue queue) => _queue = queue;

    public async Task<LockAnswer> TryLockAsync(DmaBuffer expected, DmaBuffer mine)
    {
        PhysAddr compare = THal.Share(expected, BufferDirection.DriverToDevice);
        PhysAddr write;
        try
        {
            write = THal.Share(mine, BufferDirection.DriverToDevice);
        }
        catch
        {
            THal.Unshare(compare, expected, BufferDirection.DriverToDevice);
            throw;
        }

        int status;
        try
        {
            status = await _queue.SubmitAsync(CompareAndWrite, compare, write).ConfigureAwait(false);
        }
        finally
        {
            THal.Unshare(write, mine, BufferDirection.DriverToDevice);
            THal.Unshare(compare, expected, BufferDirection.DriverToDevice);
        }

        return status switch
        {
            0 => LockAnswer.Taken,
            Miscompare => LockAnswer.HeldByOther,
            _ => LockAnswer.Failed,
        };
    }
}
