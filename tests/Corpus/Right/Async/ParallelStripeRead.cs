using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Devices;
using Hal;

namespace Drivers;

// A stripe is read from several disks at once; all parts are waited for, whatever one of them says. Every task ends its own share, and
// WhenAll comes back only when all have done so.
public sealed class StripeReader<THal>
    where THal : struct, IHal
{
    private readonly IReadOnlyList<BlockQueue> _disks;

    public StripeReader(IReadOnlyList<BlockQueue> disks) => _disks = disks;

    public async Task<int> ReadAsync(ulong sector, DmaBuffer stripe)
    {
        int part = stripe.Length / _disks.Count;
        var parts = new Task<int>[_disks.Count];
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = ReadPartAsync(_disks[i], sector, stripe.Slice(i * part, part));
        }

        int[] results = await Task.WhenAll(parts).ConfigureAwait(false);
        int failed = Array.FindIndex(results, result => result < 0);
        return failed < 0 ? stripe.Length : results[failed];
    }

    private static async Task<int> ReadPartAsync(BlockQueue disk, ulong sector, DmaBuffer part)
    {
        var share = new Shared<THal>(part, BufferDirection.DeviceToDriver);
        try
        {
            return await disk.ReadAsync(sector, share.Paddr, part.Length).ConfigureAwait(false);
        }
        finally
        {
            share.Unshare();
        }
    }
}
