using System;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using Devices;
using Hal;

namespace Drivers;

// An asynchronous player: blocks of samples are queued by a producer and played one after the other. The block that plays is shared for
// exactly the time of its await, also when playing is cancelled.
public sealed class Player<THal>
    where THal : struct, IHal
{
    private readonly Device _dac;
    private readonly Channel<PinnedBuffer> _blocks = Channel.CreateBounded<PinnedBuffer>(4);

    public Player(Device dac) => _dac = dac;

    public ValueTask QueueAsync(PinnedBuffer block) => _blocks.Writer.WriteAsync(block);

    public void Finish() => _blocks.Writer.Complete();

    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            await foreach (PinnedBuffer block in _blocks.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
            {
                using (block)
                {
                    await PlayAsync(block.Buffer, cancellation).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException)
        {
            Log.Info("playing was cancelled");
        }
        finally
        {
            while (_blocks.Reader.TryRead(out PinnedBuffer? rest))
            {
                rest.Dispose();
            }
        }
    }

    private async Task PlayAsync(DmaBuffer block, CancellationToken cancellation)
    {
        var share = new Shared<THal>(block, BufferDirection.DriverToDevice);
        bool played = false;
        try
        {
            if (_dac.Submit(share.Paddr, block.Length))
            {
                played = await _dac.DoneAsync(cancellation).ConfigureAwait(false);
            }
        }
        finally
        {
            if (!played)
            {
                _dac.Reset();
            }

            share.Unshare();
        }
    }
}
