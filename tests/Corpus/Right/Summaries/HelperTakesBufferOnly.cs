using System.Collections.Generic;
using Devices;
using Hal;

/// <summary>Unmap finds the address by itself, in a table that Map filled: callers pass nothing but the buffer.</summary>
public sealed class ByBuffer<THal>
    where THal : struct, IHal
{
    private readonly Dictionary<DmaBuffer, PhysAddr> _live = new();
    private readonly Device _device = new();
    private PhysAddr _single;

    private PhysAddr Map(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.Both);
        _live.Add(data, at);
        return at;
    }

    private void Unmap(DmaBuffer data)
    {
        if (_live.Remove(data, out PhysAddr at))
        {
            THal.Unshare(at, data, BufferDirection.Both);
        }
    }

    private PhysAddr MapSingle(DmaBuffer data) => _single = THal.Share(data, BufferDirection.Both);

    private void UnmapSingle(DmaBuffer data) => THal.Unshare(_single, data, BufferDirection.Both);

    public int Run(DmaBuffer data)
    {
        PhysAddr at = Map(data);
        int status = _device.Start(at, data.Length);
        Unmap(data);
        return status;
    }

    public int RunSingle(DmaBuffer data)
    {
        PhysAddr at = MapSingle(data);
        int status = _device.Start(at, data.Length);
        UnmapSingle(data);
        return status + data[0];
    }
}
