using System;
using System.Threading;
using System.Threading.Tasks;
using Devices;
using Hal;

/// <summary>Cancelled, the driver resets the device before it gives the buffer back, and rethrows.</summary>
public sealed class CancellableRead<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public async ValueTask<bool> ReadAsync(DmaBuffer into, CancellationToken cancellation)
    {
        var share = new Shared<THal>(into, BufferDirection.DeviceToDriver);
        _device.Program(share.Paddr, into.Length);
        _device.Kick();
        bool done;
        try
        {
            done = await _device.DoneAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            _device.Reset();
            share.Unshare();
            throw;
        }

        share.Unshare();
        return done;
    }
}
