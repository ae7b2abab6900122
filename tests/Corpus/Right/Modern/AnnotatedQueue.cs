using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Who has the duty is said by attributes, across an interface.
public interface ITransferQueue
{
    bool TryEnqueue([TransfersOwnership] PhysAddr paddr, DmaBuffer buffer);

    [return: MustUnshare]
    PhysAddr Dequeue(out DmaBuffer buffer);
}

public sealed class AnnotatedQueue<THal>(ITransferQueue queue)
    where THal : struct, IHal
{
    public bool Put(DmaBuffer buffer)
    {
        PhysAddr paddr = THal.Share(buffer, Both);
        return queue.TryEnqueue(paddr, buffer);
    }

    public int Take()
    {
        PhysAddr paddr = queue.Dequeue(out DmaBuffer buffer);
        End(paddr, buffer);
        return buffer.Length;
    }

    private static void End([Unshares] PhysAddr paddr, DmaBuffer buffer) => THal.Unshare(paddr, buffer, Both);
}
