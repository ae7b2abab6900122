using Devices;
using Hal;

namespace Drivers;

// A transmitter with two classes of traffic that share one table of mappings, told apart by a bit of the index. Each class reaps its own
// half of the table, and Flush of one class leaves the other alone.
public enum TrafficClass
{
    Bulk = 0,
    Urgent = 1,
}

public sealed class PriorityTransmitter<THal>
    where THal : struct, IHal
{
    private const int PerClass = 256;

    private readonly Ring[] _rings;
    private readonly Shared<THal>[] _table = new Shared<THal>[2 * PerClass];

    public PriorityTransmitter(Ring bulk, Ring urgent) => _rings = new[] { bulk, urgent };

    public bool Send(TrafficClass traffic, DmaBuffer frame)
    {
        Ring ring = RingOf(traffic);
        if (ring.IsFull)
        {
            return false;
        }

        int index = ring.Head;
        ref Shared<THal> entry = ref EntryOf(traffic, index);
        entry = new Shared<THal>(frame, BufferDirection.DriverToDevice);
        ring.Post(index, entry.Paddr, frame.Length);
        ring.Head = (index + 1) % PerClass;
        ring.Doorbell();
        return true;
    }

    public void Reap()
    {
        foreach (TrafficClass traffic in stackalloc[] { TrafficClass.Urgent, TrafficClass.Bulk })
        {
            Ring ring = RingOf(traffic);
            for (; ring.Tail != ring.Head && ring.IsDone(ring.Tail); ring.Tail = (ring.Tail + 1) % PerClass)
            {
                End(ref EntryOf(traffic, ring.Tail));
            }
        }
    }

    public void Flush(TrafficClass traffic)
    {
        Ring ring = RingOf(traffic);
        ring.Stop();
        for (int i = 0; i < PerClass; i++)
        {
            End(ref EntryOf(traffic, i));
        }

        ring.Tail = ring.Head;
    }

    private static void End(ref Shared<THal> entry)
    {
        entry.Unshare();
        entry = default;
    }

    private Ring RingOf(TrafficClass traffic) => _rings[(int)traffic];

    private ref Shared<THal> EntryOf(TrafficClass traffic, int index) =>
        ref _table[(int)traffic * PerClass + index % PerClass];
}
