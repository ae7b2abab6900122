using System.Collections.Generic;
using Virtio.Driver;

namespace Virtio.Cli;

/// <summary>What was found in a file system.</summary>
/// <param name="Listing">The names in its root.</param>
/// <param name="Folders">How many folders were listed.</param>
/// <param name="Files">How many files were read.</param>
/// <param name="Bytes">How many bytes they have.</param>
/// <param name="Counters">What the queues did.</param>
internal sealed record FileReport(IReadOnlyList<string> Listing, int Folders, int Files, long Bytes, QueueCounters Counters);
