using Devices;
using Hal;

namespace Drivers;

// A driver that keeps its requests in flight in a list and is told of completions by address. The node is removed before its share ends;
// an address that is not in the list is ignored.
internal sealed class InFlightList<THal>
    where THal : struct, IHal
{
    private sealed class Node
    {
        public PhysAddr Address;
        public DmaBuffer Buffer;
        public Node? Next;
    }

    private readonly VendorQueue _queue;
    private Node? _first;

    public InFlightList(VendorQueue queue)
    {
        _queue = queue;
        _queue.Finished += (address, _) => OnFinished(address);
    }

    public bool Send(DmaBuffer buffer)
    {
        PhysAddr address = THal.Share(buffer, BufferDirection.DriverToDevice);
        SubmitResult result = _queue.Submit(address, buffer);
        if (result != SubmitResult.Queued)
        {
            // Completed at once or refused: either way the entry is the driver's again.
            THal.Unshare(address, buffer, BufferDirection.DriverToDevice);
            return result == SubmitResult.Completed;
        }

        _first = new Node { Address = address, Buffer = buffer, Next = _first };
        return true;
    }

    public int Cancel()
    {
        int cancelled = 0;
        for (Node? node = _first; node is not null; node = node.Next)
        {
            if (_queue.TryCancel(node.Address) && OnFinished(node.Address))
            {
                cancelled++;
            }
        }

        return cancelled;
    }

    private bool OnFinished(PhysAddr address)
    {
        Node? previous = null;
        for (Node? node = _first; node is not null; previous = node, node = node.Next)
        {
            if (node.Address != address)
            {
                continue;
            }

            if (previous is null)
            {
                _first = node.Next;
            }
            else
            {
                previous.Next = node.Next;
            }

            THal.Unshare(node.Address, node.Buffer, BufferDirection.DriverToDevice);
            return true;
        }

        return false;
    }
}
