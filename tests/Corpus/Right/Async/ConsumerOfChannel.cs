using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using Devices;
using Hal;

/// <summary>An async producer and consumer over a channel: WriteAsync takes the share along, cancellation gives it back.</summary>
public sealed class ChannelPipeline<THal>
    where THal : struct, IHal
{
    private readonly Channel<Shared<THal>> _channel = Channel.CreateBounded<Shared<THal>>(8);
    private readonly Device _device = new();

    public async Task ProduceAsync(DmaBuffer data, CancellationToken cancellation)
    {
        var share = new Shared<THal>(data, BufferDirection.DriverToDevice);
        try
        {
            await _channel.Writer.WriteAsync(share, cancellation);
        }
        catch (ChannelClosedException)
        {
            share.Unshare();
        }
        catch (System.OperationCanceledException)
        {
            share.Unshare();
            throw;
        }
    }

    public async Task ConsumeAsync()
    {
        await foreach (Shared<THal> share in _channel.Reader.ReadAllAsync())
        {
            _device.Program(share.Paddr, share.Buffer.Length);
            await _device.DoneAsync();
            share.Unshare();
        }
    }
}
