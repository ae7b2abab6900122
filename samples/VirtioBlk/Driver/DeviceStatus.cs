using System;

namespace Virtio.Driver;

/// <summary>The device status register (virtio 1.2, section 2.1): how far driver and device have come with each other. 0 is reset.</summary>
[Flags]
public enum DeviceStatus : byte
{
    /// <summary>Reset: the device uses no memory of the driver.</summary>
    None = 0,

    /// <summary>The driver has noticed the device.</summary>
    Acknowledge = 1,

    /// <summary>The driver knows how to drive it.</summary>
    Driver = 2,

    /// <summary>The driver is set up: the device may use its queues.</summary>
    DriverOk = 4,

    /// <summary>The features that the driver accepted are final; the device clears the bit if it cannot work with them.</summary>
    FeaturesOk = 8,

    /// <summary>The device met an error that only a reset ends.</summary>
    NeedsReset = 64,

    /// <summary>The driver has given the device up.</summary>
    Failed = 128,
}
