using System.Threading;
using System.Threading.Tasks;
using Devices;
using Hal;

namespace Drivers;

// A lens table is uploaded while the image processor idles; the task is cancellable between tries. Cancellation is looked at only where
// nothing is shared.
public sealed class LensShading<THal>
    where THal : struct, IHal
{
    private const uint SetLensTable = 0x4C;
    private readonly Mailbox _processor;

    public LensShading(Mailbox processor) => _processor = processor;

    public async Task<int> UploadAsync(DmaBuffer table, DmaBuffer result, CancellationToken cancellation)
    {
        for (int attempt = 1; ; attempt++)
        {
            cancellation.ThrowIfCancellationRequested();
            int status = await TryOnceAsync(table, result).ConfigureAwait(false);
            if (status != -16 || attempt == 5)
            {
                return status;
            }

            await Task.Delay(attempt * 10, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<int> TryOnceAsync(DmaBuffer table, DmaBuffer result)
    {
        var input = new Shared<THal>(table, BufferDirection.DriverToDevice);
        Shared<THal> output = default;
        try
        {
            output = new Shared<THal>(result, BufferDirection.DeviceToDriver);
            return await _processor.ExecuteAsync(SetLensTable, input.Paddr, output.Paddr).ConfigureAwait(false);
        }
        finally
        {
            output.Unshare();
            input.Unshare();
        }
    }
}
