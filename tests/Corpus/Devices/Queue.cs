using Hal;

namespace Devices;

/// <summary>A queue that takes a buffer with its address and hands both back on completion.</summary>
public class Queue
{
    public int Free { get; set; }

    public bool IsFull => Free == 0;

    public void Add(PhysAddr address, DmaBuffer buffer)
    {
    }

    public bool TryAdd(PhysAddr address, DmaBuffer buffer) => !IsFull;

    /// <returns>0, or a negative error.</returns>
    public int AddOrError(PhysAddr address, DmaBuffer buffer) => IsFull ? -28 : 0;

    public bool TryPop(out PhysAddr address, out DmaBuffer buffer)
    {
        address = default;
        buffer = default;
        return false;
    }
}
