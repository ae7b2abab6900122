using System.Threading;
using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// An async read whose cancellation aborts the controller by a registration of the token. The registration is gone before the share ends,
// and the share ends after the transfer is over or aborted.
internal sealed class CancellableRead<THal>
    where THal : struct, IHal
{
    private readonly SpiController _controller;
    private readonly PinnedBuffer _zeros;

    public CancellableRead(SpiController controller, PinnedBuffer zeros)
    {
        _controller = controller;
        _zeros = zeros;
    }

    public async Task<byte[]> ReadAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        DmaBuffer zeros = _zeros.Buffer;
        using var memory = new PinnedBuffer(zeros.Length);
        var transmit = new Shared<THal>(zeros, DriverToDevice);
        Shared<THal> receive = default;
        bool done;
        try
        {
            receive = new Shared<THal>(memory.Buffer, DeviceToDriver);
            await using (cancellation.Register(_controller.Abort))
            {
                done = await _controller.TransferAsync(transmit.Paddr, receive.Paddr, zeros.Length);
            }
        }
        finally
        {
            receive.Unshare();
            transmit.Unshare();
        }

        if (!done)
        {
            cancellation.ThrowIfCancellationRequested();
            throw new DeviceException("The transfer failed.");
        }

        return memory.Buffer.AsReadOnlySpan().ToArray();
    }
}
