using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// Requests that follow each other on the disk are merged into one command with several segments. Each request keeps its own mapping in a
// linked node; the list is unmapped to its end on every outcome.
public sealed class MergeQueue<THal>
    where THal : struct, IHal
{
    private readonly Ring _ring;
    private Node? _head;
    private Node? _tail;

    public MergeQueue(Ring ring) => _ring = ring;

    public void Add(ulong sector, DmaBuffer data)
    {
        var node = new Node(sector, data);
        if (_tail is null)
        {
            _head = node;
        }
        else
        {
            _tail.Next = node;
        }

        _tail = node;
    }

    public bool Dispatch()
    {
        Node? list = Interlocked.Exchange(ref _head, null);
        _tail = null;
        if (list is null)
        {
            return false;
        }

        bool done = false;
        try
        {
            int last = _ring.Head;
            for (Node? node = list; node is not null; node = node.Next)
            {
                node.Map();
                last = _ring.Head;
                _ring.Post(last, node.Address, node.Data.Length);
                _ring.Head = (last + 1) % _ring.Size;
            }

            _ring.Doorbell();
            var deadline = Deadline.In(2000);
            while (!(done = _ring.IsDone(last)) && !deadline.Expired)
            {
                Thread.Yield();
            }
        }
        finally
        {
            if (!done)
            {
                _ring.Stop();
            }

            for (Node? node = list; node is not null; node = node.Next)
            {
                node.Unmap();
            }
        }

        return done;
    }

    private sealed class Node(ulong sector, DmaBuffer data)
    {
        private bool _mapped;

        public ulong Sector { get; } = sector;

        public DmaBuffer Data { get; } = data;

        public PhysAddr Address { get; private set; }

        public Node? Next { get; set; }

        public void Map()
        {
            Address = THal.Share(Data, BufferDirection.DriverToDevice);
            _mapped = true;
        }

        public void Unmap()
        {
            if (_mapped)
            {
                _mapped = false;
                THal.Unshare(Address, Data, BufferDirection.DriverToDevice);
            }
        }
    }
}
