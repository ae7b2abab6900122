using Devices;
using Hal;

/// <summary>Function pointers to the HAL's members in a small table.</summary>
public sealed unsafe class PointerTable<THal>
    where THal : struct, IHal
{
    private readonly delegate*<DmaBuffer, BufferDirection, PhysAddr> _share = &THal.Share;
    private readonly delegate*<PhysAddr, DmaBuffer, BufferDirection, void> _unshare = &THal.Unshare;
    private readonly Device _device = new();

    public int Send(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.Both);
        int status = _device.Start(at, data.Length);
        _unshare(at, data, BufferDirection.Both);
        return status;
    }

    public int SendByTable(DmaBuffer data)
    {
        PhysAddr at = _share(data, BufferDirection.Both);
        int status = _device.Start(at, data.Length);
        _unshare(at, data, BufferDirection.Both);
        return status;
    }
}
