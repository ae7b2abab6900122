namespace Virtio.Driver.Block;

/// <summary>The last byte of a request, by which the device says how it went (virtio 1.2, section 5.2.6).</summary>
public enum BlockStatus : byte
{
    /// <summary>Done.</summary>
    Ok = 0,

    /// <summary>The device or the driver made an error: a medium that fails, a sector that does not exist.</summary>
    IoError = 1,

    /// <summary>The device does not know the operation.</summary>
    Unsupported = 2,
}
