using System;
using System.Threading;
using System.Threading.Tasks;
using Devices;
using Hal;

/// <summary>An async lock around the transfer, a linked cancellation, and a timeout that resets before it unshares.</summary>
public sealed class GuardedTransfer<THal>
    where THal : struct, IHal
{
    private readonly SemaphoreSlim _gate = new(1);
    private readonly Device _device = new();

    public async Task<bool> RunAsync(DmaBuffer data, TimeSpan limit, CancellationToken cancellation)
    {
        if (!await _gate.WaitAsync(limit, cancellation))
        {
            return false;
        }

        try
        {
            using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            linked.CancelAfter(limit);
            PhysAddr at = THal.Share(data, BufferDirection.Both);
            bool finished = false;
            try
            {
                _device.Program(at, data.Length);
                finished = await _device.DoneAsync(linked.Token);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                Log.Info("timed out");
            }
            finally
            {
                if (!finished)
                {
                    _device.Reset();
                }

                THal.Unshare(at, data, BufferDirection.Both);
            }

            return finished;
        }
        finally
        {
            _gate.Release();
        }
    }
}
