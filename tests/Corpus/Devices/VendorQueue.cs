using System;
using Hal;

namespace Devices;

/// <summary>The many ways in which vendors' queues say whether they took an entry.</summary>
public class VendorQueue
{
    public int Free { get; set; }

    /// <returns>Whether the queue was full; then it did not take the entry.</returns>
    public bool AddOverflows(PhysAddr address, DmaBuffer buffer) => Free == 0;

    /// <returns>How many entries were taken: 1, or 0 when the queue is full.</returns>
    public int Push(PhysAddr address, DmaBuffer buffer) => Math.Min(Free, 1);

    public int PushMany(ReadOnlySpan<PhysAddr> addresses, ReadOnlySpan<DmaBuffer> buffers) => Math.Min(Free, addresses.Length);

    /// <returns>0, or the error.</returns>
    public uint Post(PhysAddr address, DmaBuffer buffer) => Free == 0 ? 28u : 0;

    /// <returns>The slot that the entry went to, or a negative error.</returns>
    public int Place(PhysAddr address, DmaBuffer buffer) => Free - 1;

    public SubmitResult Submit(PhysAddr address, DmaBuffer buffer) => Free == 0 ? SubmitResult.Rejected : SubmitResult.Queued;

    /// <returns>What went wrong, or null.</returns>
    public string? Offer(PhysAddr address, DmaBuffer buffer) => Free == 0 ? "full" : null;

    /// <returns>The receipt, or null when the entry was not taken.</returns>
    public Ticket? Enqueue(PhysAddr address, DmaBuffer buffer) => null;

    public bool TryEnqueue(PhysAddr address, DmaBuffer buffer, out int slot)
    {
        slot = 0;
        return Free != 0;
    }

    /// <returns>Whether the entry was still in the queue and is the caller's again.</returns>
    public bool TryCancel(PhysAddr address) => Free == 0;

    /// <returns>Whether the entry is done; then it is the caller's again.</returns>
    public bool TryFinish(PhysAddr address) => Free == 0;

    public event Action<PhysAddr, DmaBuffer>? Finished;

    public void Poll() => Finished?.Invoke(default, default);
}
