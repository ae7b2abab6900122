using System;
using System.Threading;
using System.Threading.Tasks;
using Devices;
using Hal;

namespace Drivers;

// Like LoRa gateways' concentrators: bursts are scheduled, at most two at a time. A permit belongs to one share; both end together, also
// where the radio refuses or throws.
public sealed class BurstScheduler<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly SemaphoreSlim _permits = new(2, 2);
    private readonly BlockQueue _radio;

    public BurstScheduler(BlockQueue radio) => _radio = radio;

    public async Task<bool> SendAsync(PinnedBuffer burst, ulong at, CancellationToken cancellation)
    {
        await _permits.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var share = new Shared<THal>(burst.Buffer, BufferDirection.DriverToDevice);
            try
            {
                return await _radio.WriteAsync(at, share.Paddr, share.Buffer.Length).ConfigureAwait(false) == 0;
            }
            finally
            {
                share.Unshare();
            }
        }
        finally
        {
            _permits.Release();
        }
    }

    public void Dispose() => _permits.Dispose();
}
