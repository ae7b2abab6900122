using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using Hal;
using Virtio.Driver.Block;

namespace Virtio.Cli;

/// <summary>The main job: the whole disk through the queue, compared with the file behind it, and a block written and found in the file.</summary>
internal static class DiskCheck
{
    private const int ChunkBytes = 128 * 1024;

    /// <summary>Runs the job on a disk.</summary>
    /// <param name="disk">The disk.</param>
    /// <param name="image">The file behind it.</param>
    /// <param name="depth">How many reads are pending at a time.</param>
    /// <param name="progress">Told the bytes read so far.</param>
    /// <param name="cancellationToken">Stops the job.</param>
    /// <exception cref="CheckFailedException">The disk and the file differ.</exception>
    public static async Task<DiskReport> RunAsync<THal>(
        BlockDevice<THal> disk, DiskImage image, int depth, IProgress<long> progress, CancellationToken cancellationToken)
        where THal : struct, IHal
    {
        long started = Stopwatch.GetTimestamp();
        byte[] hash = await HashAsync(disk, depth, progress, cancellationToken).ConfigureAwait(false);
        TimeSpan readTime = Stopwatch.GetElapsedTime(started);
        byte[] expected = image.Hash();
        if (!hash.AsSpan().SequenceEqual(expected))
        {
            throw new CheckFailedException(
                $"The disk read through the queue has the SHA-256 {Convert.ToHexStringLower(hash)}, the file {Convert.ToHexStringLower(expected)}.");
        }

        ulong? writtenSector = null;
        if (image.IsWritable)
        {
            writtenSector = await WriteBlockAsync(disk, image, cancellationToken).ConfigureAwait(false);
        }

        return new DiskReport(hash, writtenSector, readTime);
    }

    /// <summary>Reads the whole disk, with several reads pending, and hashes it in order.</summary>
    private static async Task<byte[]> HashAsync<THal>(
        BlockDevice<THal> disk, int depth, IProgress<long> progress, CancellationToken cancellationToken)
        where THal : struct, IHal
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var pending = new Queue<(Task Read, Memory<byte> Data)>();
        var free = new Stack<byte[]>(Enumerable.Range(0, depth).Select(_ => GC.AllocateUninitializedArray<byte>(ChunkBytes)));
        long total = (long)disk.Capacity * BlockDevice<THal>.SectorSize;
        long submitted = 0;
        long hashed = 0;
        while (hashed < total)
        {
            while (submitted < total && free.TryPop(out byte[]? buffer))
            {
                Memory<byte> data = buffer.AsMemory(0, (int)Math.Min(ChunkBytes, total - submitted));
                ulong sector = (ulong)(submitted / BlockDevice<THal>.SectorSize);
                pending.Enqueue((disk.ReadAsync(sector, data, cancellationToken).AsTask(), data));
                submitted += data.Length;
            }

            (Task read, Memory<byte> next) = pending.Dequeue();
            await read.ConfigureAwait(false);
            hash.AppendData(next.Span);
            hashed += next.Length;
            System.Runtime.InteropServices.MemoryMarshal.TryGetArray(next, out ArraySegment<byte> segment);
            free.Push(segment.Array!);
            progress.Report(hashed);
        }

        return hash.GetHashAndReset();
    }

    /// <summary>Writes the last block, flushes it, finds it in the file, and puts its former content back.</summary>
    private static async Task<ulong> WriteBlockAsync<THal>(BlockDevice<THal> disk, DiskImage image, CancellationToken cancellationToken)
        where THal : struct, IHal
    {
        ulong sector = disk.Capacity - (ulong)(disk.BlockSize / BlockDevice<THal>.SectorSize);
        long offset = (long)sector * BlockDevice<THal>.SectorSize;
        byte[] former = new byte[disk.BlockSize];
        await disk.ReadAsync(sector, former, cancellationToken).ConfigureAwait(false);

        byte[] written = RandomNumberGenerator.GetBytes(disk.BlockSize);
        try
        {
            await disk.WriteAsync(sector, written, cancellationToken).ConfigureAwait(false);
            await disk.FlushAsync(cancellationToken).ConfigureAwait(false);
            CompareWithFile(written, "written and flushed");
        }
        finally
        {
            // Not cancelled: the user's block comes back whatever happens.
            await disk.WriteAsync(sector, former, CancellationToken.None).ConfigureAwait(false);
            await disk.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        }

        CompareWithFile(former, "put back");
        return sector;

        void CompareWithFile(byte[] expected, string what)
        {
            byte[] found = image.Read(offset, expected.Length);
            int difference = found.AsSpan().CommonPrefixLength(expected);
            if (difference < expected.Length)
            {
                throw new CheckFailedException(
                    $"Sector {sector} was {what}, but the file has 0x{found[difference]:x2} instead of 0x{expected[difference]:x2} at byte {offset + difference}.");
            }
        }
    }
}
