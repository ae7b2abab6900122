namespace Virtio.Driver;

/// <summary>What the driver of a device type needs of the device and of its queues.</summary>
internal sealed record DeviceProfile
{
    /// <summary>The virtio number of the device type.</summary>
    public required uint DeviceType { get; init; }

    /// <summary>The device type's own features that the driver uses where they are offered.</summary>
    public required ulong Features { get; init; }

    /// <summary>The number of queues that the device type has at least.</summary>
    public required ushort QueueCount { get; init; }

    /// <summary>The index of the queue that takes the requests.</summary>
    public required ushort RequestQueue { get; init; }

    /// <summary>The longest request header in bytes.</summary>
    public required int MaxHeaderBytes { get; init; }

    /// <summary>The length of the response in bytes: the fixed part that the device writes beside the data.</summary>
    public required int ResponseBytes { get; init; }

    /// <summary>Whether the response stands before the data that the device writes, or behind it.</summary>
    public required bool ResponseFirst { get; init; }
}
