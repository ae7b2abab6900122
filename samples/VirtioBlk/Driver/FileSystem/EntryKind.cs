namespace Virtio.Driver.FileSystem;

/// <summary>What a directory entry names, by the number of <c>dirent.h</c>.</summary>
public enum EntryKind
{
    /// <summary>The file system does not say.</summary>
    Unknown = 0,

    /// <summary>A directory.</summary>
    Directory = 4,

    /// <summary>A regular file.</summary>
    File = 8,

    /// <summary>A symbolic link.</summary>
    Link = 10,
}
