using Devices;
using Hal;

/// <summary>Ref locals, ref returns and ref ternaries name the same slot under several names.</summary>
public sealed class RefNames<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();
    private readonly Shared<THal>[] _slots = new Shared<THal>[16];
    private Shared<THal> _urgent;

    private ref Shared<THal> Slot(int index) => ref _slots[index & 15];

    public void Start(int index, DmaBuffer data, bool urgent)
    {
        ref Shared<THal> slot = ref urgent ? ref _urgent : ref Slot(index);
        slot.Unshare();
        slot = new Shared<THal>(data, BufferDirection.Both);
        _device.Program(slot.Paddr, data.Length);
    }

    public void End(int index)
    {
        ref Shared<THal> slot = ref Slot(index);
        slot.Unshare();
        slot = default;
    }

    public int Local(DmaBuffer data)
    {
        PhysAddr at = default;
        ref PhysAddr alias = ref at;
        alias = THal.Share(data, BufferDirection.Both);
        int status = _device.Start(at, data.Length);
        THal.Unshare(at, data, BufferDirection.Both);
        return status;
    }

    public void EndUrgent()
    {
        _urgent.Unshare();
        _urgent = default;
    }
}
