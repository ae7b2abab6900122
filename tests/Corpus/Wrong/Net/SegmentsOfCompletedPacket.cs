using Hal;
using Devices;

// Follows a fix in DPDK, 96cc9b6ea6.
/// <summary>A transmit completion that gives back the last of the four segments of a packet and forgets the ones before it.</summary>
public sealed unsafe class SegmentCompletion<THal>
    where THal : struct, IHal
{
    private readonly Ring _ring = new();

    public void Send(Packet packet)
    {
        Shared<THal>[] segments = new Shared<THal>[4];
        int last = 0;
        for (int i = 0; i < 4; i++)
        {
            segments[i] = new Shared<THal>(packet.Fragment(i).Buffer, BufferDirection.DriverToDevice); //! HAL1002
            _ring.Post(i, segments[i].Paddr, packet.Fragment(i).Length);
            last = i;
        }

        _ring.Doorbell();
        while (!_ring.IsDone(last))
        {
        }

        segments[3].Unshare();
    }
}
