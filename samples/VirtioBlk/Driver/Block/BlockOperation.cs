namespace Virtio.Driver.Block;

/// <summary>What a block device is asked to do, by its number in the request header (virtio 1.2, section 5.2.6).</summary>
public enum BlockOperation : uint
{
    /// <summary>Read sectors.</summary>
    Read = 0,

    /// <summary>Write sectors.</summary>
    Write = 1,

    /// <summary>Make all completed writes durable.</summary>
    Flush = 4,

    /// <summary>Ask for the device's serial number.</summary>
    GetId = 8,
}
