using System;
using System.Threading;
using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// The scan command of a wireless driver, whose results come asynchronously. Request and result buffers are pinned and shared over the
// await, and ended in the reverse order on every path.
internal sealed class StationScan<THal>
    where THal : struct, IHal
{
    private const uint ScanCommand = 0x31;

    private readonly Mailbox _firmware;
    private readonly SemaphoreSlim _gate = new(1);

    public StationScan(Mailbox firmware) => _firmware = firmware;

    public async Task<byte[]> ScanAsync(byte[] channels)
    {
        if (channels.Length == 0)
        {
            throw new ArgumentException("There is no channel to scan.", nameof(channels));
        }

        await _gate.WaitAsync();
        try
        {
            using var request = new PinnedBuffer(channels);
            using var result = new PinnedBuffer(HalConstants.PageSize);
            var input = new Shared<THal>(request.Buffer, DriverToDevice);
            try
            {
                var output = new Shared<THal>(result.Buffer, DeviceToDriver);
                int status;
                try
                {
                    status = await _firmware.ExecuteAsync(ScanCommand, input.Paddr, output.Paddr);
                }
                finally
                {
                    output.Unshare();
                }

                if (status < 0)
                {
                    throw new DeviceException($"The scan failed: {status}.");
                }

                return result.Buffer.AsReadOnlySpan().ToArray();
            }
            finally
            {
                input.Unshare();
            }
        }
        finally
        {
            _gate.Release();
        }
    }
}
