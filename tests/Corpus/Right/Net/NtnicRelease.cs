using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in DPDK: "net/ntnic: unmap DMA during queue release" (842c1cee22): of the two mappings of a queue the release knew the
// control area only.
public unsafe record struct MemoryDescriptor(PhysAddr Iova, DmaBuffer Memory)
{
    public bool IsMapped => Iova != default;
}

public sealed class NtnicQueue<THal>
    where THal : struct, IHal
{
    private MemoryDescriptor _control;
    private MemoryDescriptor _packets;

    public void Setup(VirtioTransport nic, int index, DmaBuffer control, DmaBuffer packets)
    {
        _control = new MemoryDescriptor(THal.Share(control, Both), control);
        _packets = new MemoryDescriptor(THal.Share(packets, Both), packets);
        nic.SetQueue(index, _control.Iova, control.Length);
        nic.SetQueue(index + 1, _packets.Iova, packets.Length);
    }

    public void Release(VirtioTransport nic)
    {
        nic.Reset();
        if (_control.IsMapped)
        {
            THal.Unshare(_control.Iova, _control.Memory, Both);
            _control = default;
        }

        if (_packets.IsMapped)
        {
            THal.Unshare(_packets.Iova, _packets.Memory, Both);
            _packets = default;
        }
    }
}
