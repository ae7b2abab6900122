using System.Threading;
using System.Threading.Tasks;
using Devices;
using Hal;

namespace Drivers;

// Like Linux block drivers' quiesce: no new request, wait for the running ones, then power off. The gate is closed before the wait, so
// that no share can begin behind the wait's back.
public sealed class QuiescingDisk<THal>(BlockQueue disk, PowerDomain power)
    where THal : struct, IHal
{
    private readonly object _gate = new();
    private int _running;
    private bool _asleep;

    public async Task<int> WriteAsync(ulong sector, PinnedBuffer data)
    {
        Enter();
        try
        {
            PhysAddr address = THal.Share(data.Buffer, BufferDirection.DriverToDevice);
            try
            {
                return await disk.WriteAsync(sector, address, data.Buffer.Length).ConfigureAwait(false);
            }
            finally
            {
                THal.Unshare(address, data.Buffer, BufferDirection.DriverToDevice);
            }
        }
        finally
        {
            Leave();
        }
    }

    public void Suspend()
    {
        lock (_gate)
        {
            _asleep = true;
            while (_running > 0)
            {
                Monitor.Wait(_gate);
            }
        }

        power.Disable();
    }

    public int Resume()
    {
        int error = power.Enable();
        if (error == 0)
        {
            lock (_gate)
            {
                _asleep = false;
                Monitor.PulseAll(_gate);
            }
        }

        return error;
    }

    private void Enter()
    {
        lock (_gate)
        {
            while (_asleep)
            {
                Monitor.Wait(_gate);
            }

            _running++;
        }
    }

    private void Leave()
    {
        lock (_gate)
        {
            _running--;
            Monitor.PulseAll(_gate);
        }
    }
}
