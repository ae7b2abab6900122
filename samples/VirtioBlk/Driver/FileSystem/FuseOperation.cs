namespace Virtio.Driver.FileSystem;

/// <summary>The FUSE requests that this driver makes, by their numbers (<c>linux/fuse.h</c>).</summary>
internal enum FuseOperation : uint
{
    Lookup = 1,
    Open = 14,
    Read = 15,
    Release = 18,
    Init = 26,
    OpenDirectory = 27,
    ReadDirectory = 28,
    ReleaseDirectory = 29,
}
