using System.Collections.Generic;
using Devices;
using Hal;

public sealed class RemoveFromMiddle<THal>(BlockQueue queue) where THal : struct, IHal
{
    private readonly LinkedList<BlockRequest> _waiting = new();

    public void Submit(BlockRequest request)
    {
        var direction = request.IsWrite ? BufferDirection.DriverToDevice : BufferDirection.DeviceToDriver;
        request.Address = THal.Share(request.Data, direction);
        if (!queue.TryEnqueue(request))
        {
            _waiting.AddLast(request);
        }
    }

    public void Service()
    {
        while (queue.TryDequeue(out BlockRequest? request))
        {
            Finish(request);
        }

        for (LinkedListNode<BlockRequest>? node = _waiting.First; node is not null;)
        {
            LinkedListNode<BlockRequest>? next = node.Next;
            if (queue.TryEnqueue(node.Value))
            {
                _waiting.Remove(node);
            }

            node = next;
        }
    }

    public void Cancel(BlockRequest request)
    {
        if (_waiting.Remove(request))
        {
            request.Status = -125;
            Finish(request);
        }
    }

    private static void Finish(BlockRequest request)
    {
        THal.Unshare(request.Address, request.Data, request.IsWrite ? BufferDirection.DriverToDevice : BufferDirection.DeviceToDriver);
        request.Address = default;
        request.Done?.Invoke(request);
    }
}
