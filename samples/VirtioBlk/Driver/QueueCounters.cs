namespace Virtio.Driver;

/// <summary>What a device's queues have done since it was opened, over all resets.</summary>
public sealed class QueueCounters
{
    /// <summary>Requests that were made available to the device.</summary>
    public long Requests { get; internal set; }

    /// <summary>Buffers that were shared with the device.</summary>
    public long Shares { get; internal set; }

    /// <summary>Shares that were ended. Equals <see cref="Shares"/> whenever nothing is in flight and nothing was abandoned.</summary>
    public long Unshares { get; internal set; }

    /// <summary>Shares that were given up, because it is not certain that the device has stopped.</summary>
    public long Abandoned { get; internal set; }

    /// <summary>How often the device was woken.</summary>
    public long Notifications { get; internal set; }

    /// <summary>How often the device woke the driver.</summary>
    public long Interrupts { get; internal set; }
}
