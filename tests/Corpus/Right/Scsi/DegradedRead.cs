using System;
using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Reads a stripe of which one disk may be gone, and rebuilds its part from the others. Each read has its own share and its own outcome;
// the rebuild runs when none of the parts is shared.
public sealed class DegradedRead<THal>(BlockQueue[] disks)
    where THal : struct, IHal
{
    public async Task<bool> ReadStripeAsync(ulong sector, DmaBuffer[] parts)
    {
        if (parts.Length != disks.Length)
        {
            throw new ArgumentException("one part for each disk", nameof(parts));
        }

        var reads = new Task<bool>[disks.Length];
        for (int i = 0; i < disks.Length; i++)
        {
            reads[i] = ReadPartAsync(disks[i], sector, parts[i]);
        }

        bool[] good = await Task.WhenAll(reads).ConfigureAwait(false);
        int missing = Array.IndexOf(good, false);
        if (missing < 0)
        {
            return true;
        }

        if (Array.LastIndexOf(good, false) != missing)
        {
            return false;
        }

        Rebuild(parts, missing);
        return true;
    }

    private static async Task<bool> ReadPartAsync(BlockQueue disk, ulong sector, DmaBuffer part)
    {
        PhysAddr address;
        try
        {
            address = THal.Share(part, DeviceToDriver);
        }
        catch (DmaException)
        {
            return false;
        }

        try
        {
            return await disk.ReadAsync(sector, address, part.Length).ConfigureAwait(false) == 0;
        }
        catch (DeviceException)
        {
            return false;
        }
        finally
        {
            THal.Unshare(address, part, DeviceToDriver);
        }
    }

    private static void Rebuild(DmaBuffer[] parts, int missing)
    {
        Span<byte> target = parts[missing].AsSpan();
        target.Clear();
        for (int i = 0; i < parts.Length; i++)
        {
            ReadOnlySpan<byte> source = parts[i].AsReadOnlySpan();
            for (int b = 0; i != missing && b < target.Length; b++)
            {
                target[b] ^= source[b];
            }
        }
    }
}
