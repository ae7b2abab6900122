namespace Virtio.Driver;

/// <summary>A chain of buffers that the device has given back.</summary>
/// <param name="Head">The chain, as <see cref="VirtQueue{THal}.TryAdd"/> named it.</param>
/// <param name="Written">The number of bytes that the device says it wrote, from the start of the writable part; checked against its length.</param>
public readonly record struct UsedChain(ushort Head, uint Written);
