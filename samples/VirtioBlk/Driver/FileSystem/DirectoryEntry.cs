namespace Virtio.Driver.FileSystem;

/// <summary>A name in a directory.</summary>
/// <param name="Name">The name, without a path.</param>
/// <param name="Kind">What it names.</param>
public readonly record struct DirectoryEntry(string Name, EntryKind Kind);
