using System;
using System.Threading;
using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A write that is tried again on a busy disk, with pauses that grow. Each attempt has a share of its own that ends before the pause, so
// that nothing stays mapped while the driver sleeps.
public sealed class PatientWriter<THal>(BlockQueue disk)
    where THal : struct, IHal
{
    private const int Busy = -16;

    public int Attempts { get; private set; }

    public async Task<int> WriteAsync(ulong sector, DmaBuffer data, CancellationToken cancellation)
    {
        TimeSpan pause = TimeSpan.FromMilliseconds(1);
        while (true)
        {
            Attempts++;
            int status = await AttemptAsync(sector, data).ConfigureAwait(false);
            if (status != Busy)
            {
                return status;
            }

            if (pause > TimeSpan.FromSeconds(1))
            {
                Log.Info("the disk stays busy");
                return Busy;
            }

            await Task.Delay(pause, cancellation).ConfigureAwait(false);
            pause *= 2;
        }
    }

    private async Task<int> AttemptAsync(ulong sector, DmaBuffer data)
    {
        Shared<THal> share = new(data, DriverToDevice);
        try
        {
            return await disk.WriteAsync(sector, share.Paddr, data.Length).ConfigureAwait(false);
        }
        finally
        {
            share.Unshare();
        }
    }
}
