namespace Virtio.Devices;

/// <summary>One buffer of a chain, as its descriptor names it.</summary>
/// <param name="Address">The bus address.</param>
/// <param name="Length">In bytes; at least 1.</param>
/// <param name="Writable">Whether the device writes it; otherwise it reads it.</param>
internal readonly record struct DeviceBuffer(ulong Address, int Length, bool Writable);
