using System.Threading;
using System.Threading.Tasks;
using Devices;
using Hal;

namespace Drivers;

// A transfer that the caller may cancel: cancelling stops the unit, and the transfer's end is awaited all the same. The task's own end,
// cancelled or not, is what ends the shares.
public sealed class CancellableTransfer<THal>
    where THal : struct, IHal
{
    private readonly SpiController _bus;

    public CancellableTransfer(SpiController bus) => _bus = bus;

    public async Task<bool> ExchangeAsync(DmaBuffer output, DmaBuffer input, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var transmit = new Shared<THal>(output, BufferDirection.DriverToDevice);
        Shared<THal> receive = default;
        bool good;
        try
        {
            receive = new Shared<THal>(input, BufferDirection.DeviceToDriver);
            Task<bool> transfer = _bus.TransferAsync(transmit.Paddr, receive.Paddr, output.Length);
            using (cancellation.Register(_bus.Abort))
            {
                good = await transfer.ConfigureAwait(false);
            }
        }
        finally
        {
            receive.Unshare();
            transmit.Unshare();
        }

        cancellation.ThrowIfCancellationRequested();
        return good;
    }
}
