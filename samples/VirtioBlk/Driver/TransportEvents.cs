using System;

namespace Virtio.Driver;

/// <summary>Why <see cref="IVirtioTransport.Wait"/> returned.</summary>
[Flags]
public enum TransportEvents
{
    /// <summary>The time is up, or somebody called <see cref="IVirtioTransport.Wake"/>.</summary>
    None = 0,

    /// <summary>The device may have put something into a used ring.</summary>
    Queue = 1,

    /// <summary>The device's configuration or status has changed.</summary>
    Config = 2,

    /// <summary>The connection to the device is gone.</summary>
    Lost = 4,
}
