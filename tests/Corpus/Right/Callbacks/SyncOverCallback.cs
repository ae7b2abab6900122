using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// A synchronous read over a queue with callbacks: the caller waits on an event until the device calls back. The share ends after the
// callback; when it never comes the queue is drained first, which ends the use.
public sealed class SyncReader<THal>
    where THal : struct, IHal
{
    private readonly BlockQueue _queue;

    public SyncReader(BlockQueue queue) => _queue = queue;

    public int Read(ulong sector, DmaBuffer into, int milliseconds)
    {
        var finished = new ManualResetEventSlim(false);
        int status = -110;
        PhysAddr address = THal.Share(into, BufferDirection.DeviceToDriver);
        bool started = _queue.TryStart(sector, address, into.Length, result =>
        {
            Volatile.Write(ref status, result);
            finished.Set();
        });

        if (!started)
        {
            THal.Unshare(address, into, BufferDirection.DeviceToDriver);
            return -11;
        }

        if (!finished.Wait(milliseconds))
        {
            Log.Info("a read takes too long, the queue is drained");
            _queue.Drain();
        }

        THal.Unshare(address, into, BufferDirection.DeviceToDriver);
        return Volatile.Read(ref status);
    }

    public bool ReadVerified(ulong sector, DmaBuffer into, uint expected)
    {
        if (Read(sector, into, 1000) < 0)
        {
            return false;
        }

        uint sum = 0;
        foreach (byte value in into.AsReadOnlySpan())
        {
            sum = unchecked((sum << 1 | sum >> 31) + value);
        }

        return sum == expected;
    }
}
