using System;

namespace Virtio.Cli;

/// <summary>What the job found.</summary>
/// <param name="Hash">The SHA-256 of the disk, and of the file.</param>
/// <param name="WrittenSector">The sector that was written, found in the file and put back; <see langword="null"/> when nothing was to be written.</param>
/// <param name="ReadTime">How long it took to read and hash the disk.</param>
internal sealed record DiskReport(byte[] Hash, ulong? WrittenSector, TimeSpan ReadTime);
