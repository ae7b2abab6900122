using Hal;

namespace Drivers;

// Like fixes in Linux and QEMU's guests (notify offsets of virtio-pci): a window of the registers in a field, and an access behind it in
// another method.
public sealed class QueueWindowField<THal>
    where THal : struct, IHal
{
    private readonly MmioRegion _common;
    private readonly MmioRegion _notify;

    public QueueWindowField(PhysAddr bar)
    {
        MmioRegion all = MmioRegion.Map<THal>(bar, 0x4000);
        _common = all.Slice(0, 0x38);
        _notify = all.Slice(0x3000, 4);
    }

    public ushort QueueCount => _common.Read16(0x12);

    public void SetDriverRing(PhysAddr ring)
    {
        _common.Write32(0x28, (uint)ring.Value);
        _common.Write32(0x2C, (uint)(ring.Value >> 32));
    }

    public void Notify(ushort queue) => _notify.Write16(0, queue);
}
