using Devices;
using Hal;

/// <summary>A mutable struct that takes and drops a share, as a local, by ref, in an array, in a nullable and copied on purpose.</summary>
public struct Slot<THal>
    where THal : struct, IHal
{
    private Shared<THal> _share;

    public readonly PhysAddr At => _share.Paddr;

    public void Take(DmaBuffer buffer) => _share = new Shared<THal>(buffer, BufferDirection.Both);

    public void Drop()
    {
        _share.Unshare();
        _share = default;
    }
}

/// <summary>Its users.</summary>
public sealed class SlotUser<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Local(DmaBuffer data)
    {
        Slot<THal> slot = default;
        slot.Take(data);
        int status = _device.Start(slot.At, data.Length);
        slot.Drop();
        return status;
    }

    public int ByRef(DmaBuffer data)
    {
        var slot = new Slot<THal>();
        Begin(ref slot, data);
        int status = _device.Start(slot.At, data.Length);
        End(ref slot);
        return status;
    }

    public int InArray(DmaBuffer data)
    {
        var slots = new Slot<THal>[2];
        slots[0].Take(data.Slice(0, 64));
        slots[1].Take(data.Slice(64, 64));
        int status = _device.Start(slots[0].At, 64) + _device.Start(slots[1].At, 64);
        slots[1].Drop();
        slots[0].Drop();
        return status;
    }

    public int Copied(DmaBuffer data)
    {
        Slot<THal> first = default;
        first.Take(data);
        Slot<THal> second = first;
        first = default;
        int status = _device.Start(second.At, data.Length);
        second.Drop();
        first.Drop();
        return status;
    }

    private static void Begin(ref Slot<THal> slot, DmaBuffer data) => slot.Take(data);

    private static void End(ref Slot<THal> slot) => slot.Drop();
}
