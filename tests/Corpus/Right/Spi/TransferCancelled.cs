using System;
using System.Threading;
using System.Threading.Tasks;
using Devices;
using Hal;

namespace Drivers;

/// <summary>An asynchronous transfer; a cancelled one is aborted before its buffers come back.</summary>
public sealed class AsyncSpi<THal>(SpiController controller)
    where THal : struct, IHal
{
    private readonly SemaphoreSlim _bus = new(1, 1);

    public async Task<bool> ExchangeAsync(Memory<byte> outgoing, Memory<byte> incoming, CancellationToken cancellation)
    {
        if (outgoing.IsEmpty || outgoing.Length != incoming.Length)
        {
            return false;
        }

        await _bus.WaitAsync(cancellation);
        try
        {
            using var tx = new PinnedBuffer(outgoing);
            using var rx = new PinnedBuffer(incoming);
            var sent = new Shared<THal>(tx.Buffer, BufferDirection.DriverToDevice);
            try
            {
                var received = new Shared<THal>(rx.Buffer, BufferDirection.DeviceToDriver);
                try
                {
                    Task<bool> transfer = controller.TransferAsync(sent.Paddr, received.Paddr, outgoing.Length);
                    using (cancellation.Register(controller.Abort))
                    {
                        return await transfer && !cancellation.IsCancellationRequested;
                    }
                }
                finally
                {
                    received.Unshare();
                }
            }
            finally
            {
                sent.Unshare();
            }
        }
        finally
        {
            _bus.Release();
        }
    }
}
