using System;

namespace Virtio.Driver;

/// <summary>
/// What lies between a virtio driver and its device: the registers of a PCI function, the messages of vhost-user. A transport moves no
/// data: that goes through the queues, by the addresses that the HAL hands out.
/// </summary>
/// <remarks>
/// <see cref="Wait"/> is called by one thread at a time, <see cref="Notify"/> and <see cref="Wake"/> by any thread while the transport is not disposed.
/// All other members are called by one thread at a time.
/// </remarks>
public interface IVirtioTransport : IDisposable
{
    /// <summary>The device for a person to read, such as <c>vhost-user at /run/disk.sock</c>.</summary>
    string Name { get; }

    /// <summary>The device type by its virtio number: 2 is a block device, 26 a file system.</summary>
    uint DeviceType { get; }

    /// <summary>The features that the device offers.</summary>
    ulong DeviceFeatures { get; }

    /// <summary>The device status register. Reset goes through <see cref="Reset"/>, because it takes time and can fail.</summary>
    DeviceStatus Status { get; set; }

    /// <summary>
    /// Changes with every change of the configuration space, so that a driver notices when a field of several bytes changed under its hands.
    /// </summary>
    byte ConfigGeneration { get; }

    /// <summary>Tells the device which of its features the driver uses.</summary>
    /// <param name="features">A part of <see cref="DeviceFeatures"/>.</param>
    void AcceptFeatures(ulong features);

    /// <summary>Copies a part of the device's configuration space.</summary>
    /// <param name="offset">In bytes from the start of the space.</param>
    /// <param name="destination">Receives the bytes, little-endian fields as the device has them. Untrusted.</param>
    void ReadConfig(int offset, Span<byte> destination);

    /// <summary>The largest number of descriptors that the device allows in a queue; 0 when it has no such queue.</summary>
    /// <param name="queue">The index of the queue.</param>
    ushort MaxQueueSize(ushort queue);

    /// <summary>Tells the device where a queue lies. It may be used from <see cref="DeviceStatus.DriverOk"/> on.</summary>
    /// <param name="queue">The index of the queue.</param>
    /// <param name="layout">Its size and addresses.</param>
    void EnableQueue(ushort queue, QueueLayout layout);

    /// <summary>Wakes the device: there is something in the available ring.</summary>
    /// <param name="queue">The index of the queue.</param>
    /// <remarks>What the driver wrote before is visible to the device once it is awake.</remarks>
    void Notify(ushort queue);

    /// <summary>Waits for the device.</summary>
    /// <param name="timeout">The longest time to wait.</param>
    /// <returns>What happened. An event may come too often, never too seldom.</returns>
    TransportEvents Wait(TimeSpan timeout);

    /// <summary>Makes the running or else the next <see cref="Wait"/> return.</summary>
    void Wake();

    /// <summary>
    /// Resets the device. Once this has returned the device accesses no memory of the driver any more: only then may shares be ended and
    /// memory be freed (contract C13).
    /// </summary>
    /// <exception cref="VirtioException">It is not certain that the device has stopped.</exception>
    void Reset();

    /// <summary>What the platform knows about why the device failed, for an error message; <see langword="null"/> when it knows nothing.</summary>
    string? FailureDetail { get; }
}
