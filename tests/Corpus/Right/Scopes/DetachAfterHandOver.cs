using Devices;
using Hal;

public sealed class DetachAfterHandOver<THal>(Queue queue)
    where THal : struct, IHal
{
    public bool Send(DmaBuffer buffer)
    {
        using var scope = new SharedScope<THal>(buffer, BufferDirection.Both);
        if (!queue.TryAdd(scope.Paddr, buffer))
        {
            return false;
        }

        scope.Detach();
        return true;
    }
}
