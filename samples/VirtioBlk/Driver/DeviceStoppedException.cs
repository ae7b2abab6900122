using System;

namespace Virtio.Driver;

/// <summary>
/// The device was stopped while the request was pending, or before it was made: it was reset or disposed, broke the protocol, did not answer in
/// time, or is gone. The inner exception says which. A write that was pending may or may not have been done.
/// </summary>
public sealed class DeviceStoppedException : VirtioException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What was stopped, and why.</param>
    /// <param name="cause">Why the device was stopped.</param>
    /// <param name="memoryAbandoned">As <see cref="MemoryAbandoned"/>.</param>
    public DeviceStoppedException(string message, Exception cause, bool memoryAbandoned)
        : base(message, cause) => MemoryAbandoned = memoryAbandoned;

    /// <summary>
    /// Whether it is not certain that the device has stopped. The memory of the request then stays pinned for the rest of the process: the device
    /// may still write it, so what it holds is nobody's to use.
    /// </summary>
    public bool MemoryAbandoned { get; }
}
