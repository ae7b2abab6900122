using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Streams records to a tape through a channel between a producer and the writer of the drive. The writer ends the share of a record
// before it hands the buffer back to the pool of the producer.
public sealed class TapeWriter<THal>(BlockQueue drive, ChannelReader<PinnedBuffer> records, ChannelWriter<PinnedBuffer> empties)
    where THal : struct, IHal
{
    public long Written { get; private set; }

    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        int status = 0;
        await foreach (PinnedBuffer record in records.ReadAllAsync(cancellation).ConfigureAwait(false))
        {
            if (status == 0)
            {
                status = await WriteAsync(record.Buffer).ConfigureAwait(false);
            }

            if (!empties.TryWrite(record))
            {
                record.Dispose();
            }
        }

        if (status == 0)
        {
            await drive.FlushAsync().ConfigureAwait(false);
        }

        empties.TryComplete();
        return status;
    }

    private async Task<int> WriteAsync(DmaBuffer record)
    {
        var share = new Shared<THal>(record, DriverToDevice);
        try
        {
            int status = await drive.WriteAsync((ulong)Written, share.Paddr, record.Length).ConfigureAwait(false);
            if (status == 0)
            {
                Written++;
            }

            return status;
        }
        finally
        {
            share.Unshare();
        }
    }
}
