using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Requests that are chained to each other, as in a kernel's list.
public sealed class IntrusiveChain<THal>(NvmeQueue queue)
    where THal : struct, IHal
{
    private sealed class Node
    {
        public Node? Next;
        public PhysAddr Paddr;
        public DmaBuffer Buffer;
        public int Command = -1;
    }

    private Node? _first;

    public bool Submit(DmaBuffer buffer)
    {
        var node = new Node { Buffer = buffer, Paddr = THal.Share(buffer, DriverToDevice) };
        node.Command = queue.Submit(1, node.Paddr, default);
        if (node.Command < 0)
        {
            THal.Unshare(node.Paddr, node.Buffer, DriverToDevice);
            return false;
        }

        node.Next = _first;
        _first = node;
        return true;
    }

    public void Reap()
    {
        ref Node? link = ref _first;
        while (link is { } node)
        {
            if (queue.IsDone(node.Command))
            {
                link = node.Next;
                THal.Unshare(node.Paddr, node.Buffer, DriverToDevice);
            }
            else
            {
                link = ref node.Next;
            }
        }
    }
}
