using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A scope guards the steps that can fail; when the queue has taken address and buffer, it is disarmed.
public sealed class DetachAfterHandOver<THal>(Queue queue)
    where THal : struct, IHal
{
    public bool Send(DmaBuffer buffer)
    {
        using var scope = new SharedScope<THal>(buffer, Both);
        if (queue.IsFull || !queue.TryAdd(scope.Paddr, buffer))
        {
            return false;
        }

        scope.Detach();
        return true;
    }
}
