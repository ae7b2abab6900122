using System.Threading;
using Hal;

namespace Drivers;

// Follows a fix in virtio-drivers: "Use safe-mmio crate for MMIO." (e7bc802): the registers of the header were fields that one reads and
// writes.
public sealed unsafe class VirtioMmioHeader<THal>
    where THal : struct, IHal
{
    private const int QueueSelect = 0x30 / 4;
    private const int QueueNumMax = 0x34 / 4;

    public uint MaxQueueSize(PhysAddr header, uint queue)
    {
        uint* registers = (uint*)THal.MmioPhysToVirt(header, 0x100);
        Volatile.Write(ref registers[QueueSelect], queue);
        return Volatile.Read(ref registers[QueueNumMax]);
    }
}
