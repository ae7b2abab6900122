using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using Devices;
using Hal;

namespace Drivers;

// An async pump that takes messages from a channel and sends them one by one. Each message is pinned and shared for its own transfer;
// cancellation stops the device before they end.
internal sealed class ChannelPump<THal>
    where THal : struct, IHal
{
    private readonly Device _device;
    private readonly Channel<byte[]> _messages = Channel.CreateBounded<byte[]>(32);

    public ChannelPump(Device device) => _device = device;

    public bool TryPost(byte[] message) => message.Length > 0 && _messages.Writer.TryWrite(message);

    public void Complete() => _messages.Writer.Complete();

    public async Task RunAsync(CancellationToken cancellation)
    {
        ChannelReader<byte[]> reader = _messages.Reader;
        while (await reader.WaitToReadAsync(cancellation))
        {
            while (reader.TryRead(out byte[]? message))
            {
                await SendAsync(message, cancellation);
            }
        }
    }

    private async Task SendAsync(byte[] message, CancellationToken cancellation)
    {
        using var pinned = new PinnedBuffer(message);
        PhysAddr address = THal.Share(pinned.Buffer, BufferDirection.DriverToDevice);
        try
        {
            if (_device.Submit(address, message.Length) && !await _device.DoneAsync(cancellation))
            {
                _device.Reset();
            }
        }
        catch
        {
            _device.Reset();
            throw;
        }
        finally
        {
            THal.Unshare(address, pinned.Buffer, BufferDirection.DriverToDevice);
        }
    }
}
