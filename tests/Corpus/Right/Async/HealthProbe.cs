using System;
using System.Threading;
using System.Threading.Tasks;
using Devices;
using Hal;

namespace Drivers;

/// <summary>A service that asks a device for its state now and then, and drops the share when it is stopped.</summary>
public sealed class HealthProbe<THal> : IAsyncDisposable
    where THal : struct, IHal
{
    private readonly Mailbox _mailbox;
    private readonly PinnedBuffer _state = new(64);
    private readonly PinnedBuffer _request = new(16);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    public HealthProbe(Mailbox mailbox, TimeSpan period)
    {
        _mailbox = mailbox;
        _loop = RunAsync(period);
    }

    public uint LastState { get; private set; }

    private async Task RunAsync(TimeSpan period)
    {
        using var timer = new PeriodicTimer(period);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                await AskAsync();
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task AskAsync()
    {
        PhysAddr input = THal.Share(_request.Buffer, BufferDirection.DriverToDevice);
        PhysAddr output = default;
        int error;
        try
        {
            output = THal.Share(_state.Buffer, BufferDirection.DeviceToDriver);
            error = await _mailbox.ExecuteAsync(9, input, output);
        }
        finally
        {
            if (output != default)
            {
                THal.Unshare(output, _state.Buffer, BufferDirection.DeviceToDriver);
            }

            THal.Unshare(input, _request.Buffer, BufferDirection.DriverToDevice);
        }

        if (error == 0)
        {
            LastState = BitConverter.ToUInt32(_state.Buffer.AsReadOnlySpan()[..4]);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _stop.Cancel();
        await _loop;
        _stop.Dispose();
        _request.Dispose();
        _state.Dispose();
    }
}
