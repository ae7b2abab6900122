using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using Hal;
using Virtio.Driver;
using Virtio.Driver.FileSystem;
using Virtio.Platforms.VhostUser;

namespace Virtio.Cli;

/// <summary>A folder served by virtiofsd: its names and its files through the queue are what the folder has.</summary>
internal static class FileCheck
{
    private const uint VirtioFileSystem = 26;

    /// <summary>As <see cref="RunAsync"/>, with the HAL's contracts checked.</summary>
    public static async Task<FileReport> RunCheckedAsync<THal>(DirectoryInfo folder, SharedRegion region, CancellationToken cancellationToken)
        where THal : struct, IHal
    {
        FileReport report = await RunAsync<Checked<THal>>(folder, region, cancellationToken).ConfigureAwait(false);
        Checked<THal>.AssertNothingHeld();
        return report;
    }

    /// <summary>Serves the folder and compares it.</summary>
    /// <exception cref="CheckFailedException">A name or a file differs.</exception>
    public static async Task<FileReport> RunAsync<THal>(DirectoryInfo folder, SharedRegion region, CancellationToken cancellationToken)
        where THal : struct, IHal
    {
        using BackEndProcess backEnd = BackEndProcess.StartFileSystem(folder.FullName);
        var transport = new VhostUserTransport(backEnd.SocketPath, VirtioFileSystem, region, () => backEnd.FailureDetail);
        var listing = new List<string>();
        int folders = 0;
        int files = 0;
        long bytes = 0;
        QueueCounters counters;
        using (FileSystemDevice<THal> device = await FileSystemDevice<THal>.OpenAsync(transport, cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            counters = device.Counters;
            var pending = new Queue<string>([""]);
            while (pending.TryDequeue(out string? path))
            {
                IReadOnlyList<DirectoryEntry> entries = await device.ListAsync(path, cancellationToken).ConfigureAwait(false);
                CompareNames(folder, path, entries);
                folders++;
                foreach (DirectoryEntry entry in entries.OrderBy(entry => entry.Name, StringComparer.Ordinal))
                {
                    string child = path.Length == 0 ? entry.Name : path + "/" + entry.Name;
                    if (path.Length == 0)
                    {
                        listing.Add(entry.Kind == EntryKind.Directory ? entry.Name + "/" : entry.Name);
                    }

                    if (entry.Kind == EntryKind.Directory)
                    {
                        pending.Enqueue(child);
                    }
                    else if (entry.Kind == EntryKind.File)
                    {
                        bytes += await CompareFileAsync(device, folder, child, cancellationToken).ConfigureAwait(false);
                        files++;
                    }
                }
            }
        }

        return counters.Shares == counters.Unshares
            ? new FileReport(listing, folders, files, bytes, counters)
            : throw new CheckFailedException($"{counters.Shares} buffers were shared, and {counters.Unshares} unshared.");
    }

    private static void CompareNames(DirectoryInfo folder, string path, IReadOnlyList<DirectoryEntry> entries)
    {
        IEnumerable<string?> expected = Directory.EnumerateFileSystemEntries(Path.Combine(folder.FullName, path)).Select(Path.GetFileName);
        string[] differing = expected.Except(entries.Select(entry => entry.Name)).Concat(entries.Select(entry => entry.Name).Except(expected)).ToArray()!;
        if (differing.Length > 0)
        {
            throw new CheckFailedException($"/{path} is listed with other names than it has: {string.Join(", ", differing)}");
        }
    }

    private static async Task<long> CompareFileAsync<THal>(
        FileSystemDevice<THal> device, DirectoryInfo folder, string path, CancellationToken cancellationToken)
        where THal : struct, IHal
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long length = await device.ReadFileAsync(path, piece => hash.AppendData(piece.Span), cancellationToken).ConfigureAwait(false);
        byte[] found = hash.GetHashAndReset();
        using FileStream file = File.OpenRead(Path.Combine(folder.FullName, path));
        byte[] expected = await SHA256.HashDataAsync(file, cancellationToken).ConfigureAwait(false);
        return found.AsSpan().SequenceEqual(expected)
            ? length
            : throw new CheckFailedException(
                $"/{path} has the SHA-256 {Convert.ToHexStringLower(found)} through the queue, and {Convert.ToHexStringLower(expected)} in the folder.");
    }
}
