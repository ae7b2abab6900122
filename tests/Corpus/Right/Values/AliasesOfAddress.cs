using Devices;
using Hal;

/// <summary>The address goes through copies, tuples, Value and back before it is unshared.</summary>
public sealed class Aliases<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public void Copies(DmaBuffer data)
    {
        PhysAddr first = THal.Share(data, BufferDirection.Both);
        PhysAddr second = first;
        var (third, length) = (second, data.Length);
        _device.Program(first, length);
        THal.Unshare(third, data, BufferDirection.Both);
    }

    public void ThroughValue(DmaBuffer data)
    {
        ulong raw = THal.Share(data, BufferDirection.Both).Value;
        _device.WriteRegister(0x10, raw & 0xFFFF_FFFF);
        _device.WriteRegister(0x14, raw >> 32);
        THal.Unshare(new PhysAddr(raw), data, BufferDirection.Both);
    }

    public void SplitAndJoined(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.Both);
        uint low = (uint)at.Value;
        uint high = (uint)(at.Value >> 32);
        _device.WriteRegister(0x10, low);
        _device.WriteRegister(0x14, high);
        THal.Unshare(new PhysAddr(((ulong)high << 32) | low), data, BufferDirection.Both);
    }

    public void ThroughObject(DmaBuffer data)
    {
        object boxed = THal.Share(data, BufferDirection.Both);
        _device.Kick();
        THal.Unshare((PhysAddr)boxed, data, BufferDirection.Both);
    }
}
