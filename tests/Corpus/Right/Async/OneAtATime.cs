using System;
using System.Threading;
using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// An asynchronous driver in which a semaphore lets one command through at a time. The share is made inside of the semaphore and ends
// before it is released; a cancelled wait shares nothing.
public sealed class SerializedDevice<THal>(Device device) : IDisposable
    where THal : struct, IHal
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    public async Task<bool> ExecuteAsync(PinnedBuffer command, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await RunAsync(command.Buffer, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<bool> RunAsync(DmaBuffer command, CancellationToken cancellation)
    {
        var share = new Shared<THal>(command, Both);
        bool done = false;
        try
        {
            if (!device.Submit(share.Paddr, command.Length))
            {
                done = true;
                return false;
            }

            done = await device.DoneAsync(cancellation).ConfigureAwait(false);
            return done;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        finally
        {
            if (!done)
            {
                device.Reset();
            }

            share.Unshare();
        }
    }
}
