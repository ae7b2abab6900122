using System;
using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Writes a block and reads it back for comparison, both through one request object. The two halves of the comparison have their own
// memory and are compared after both shares have ended.
public sealed class VerifyingDisk<THal>(BlockQueue queue)
    where THal : struct, IHal
{
    public async Task<bool> WriteVerifiedAsync(ulong sector, ReadOnlyMemory<byte> content)
    {
        using var outgoing = new PinnedBuffer(content.Length);
        using var incoming = new PinnedBuffer(content.Length);
        content.Span.CopyTo(outgoing.Buffer.AsSpan());
        if (!await TransferAsync(sector, outgoing.Buffer, true).ConfigureAwait(false))
        {
            return false;
        }

        await queue.FlushAsync().ConfigureAwait(false);
        return await TransferAsync(sector, incoming.Buffer, false).ConfigureAwait(false) && Same(outgoing, incoming);
    }

    private static bool Same(PinnedBuffer left, PinnedBuffer right) =>
        left.Buffer.AsReadOnlySpan().SequenceEqual(right.Buffer.AsReadOnlySpan());

    private async Task<bool> TransferAsync(ulong sector, DmaBuffer data, bool write)
    {
        BufferDirection direction = write ? DriverToDevice : DeviceToDriver;
        PhysAddr address = THal.Share(data, direction);
        try
        {
            Task<int> transfer = write ? queue.WriteAsync(sector, address, data.Length) : queue.ReadAsync(sector, address, data.Length);
            return await transfer.ConfigureAwait(false) == 0;
        }
        catch (DeviceException e)
        {
            Log.Info(e.Message);
            return false;
        }
        finally
        {
            THal.Unshare(address, data, direction);
        }
    }
}
