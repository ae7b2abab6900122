using Hal;

namespace Virtio.Driver;

/// <summary>Where a split virtqueue lies, in bus addresses, as a transport tells it to the device.</summary>
/// <param name="Size">The number of descriptors, a power of two.</param>
/// <param name="Descriptors">The descriptor table, which the device reads.</param>
/// <param name="DriverArea">The available ring, which the device reads.</param>
/// <param name="DeviceArea">The used ring, which the device writes.</param>
public readonly record struct QueueLayout(ushort Size, PhysAddr Descriptors, PhysAddr DriverArea, PhysAddr DeviceArea);
