using Devices;
using Hal;

/// <summary>Mappers as static abstract interfaces: what Map gives only Unmap of the same mapper knows to end.</summary>
public interface IStaticMapper
{
    static abstract PhysAddr Map(DmaBuffer data);

    static abstract void Unmap(PhysAddr at, DmaBuffer data);
}

/// <summary>Through a HAL.</summary>
public readonly struct ThroughHal<THal> : IStaticMapper
    where THal : struct, IHal
{
    public static PhysAddr Map(DmaBuffer data) => THal.Share(data, BufferDirection.Both);

    public static void Unmap(PhysAddr at, DmaBuffer data) => THal.Unshare(at, data, BufferDirection.Both);
}

/// <summary>Through a window at a fixed address.</summary>
public readonly struct ThroughWindow : IStaticMapper
{
    private const ulong Window = 0x4000_0000;

    public static PhysAddr Map(DmaBuffer data) => new(Window);

    public static void Unmap(PhysAddr at, DmaBuffer data)
    {
    }
}

/// <summary>A driver over any mapper, and one over a mapper and a HAL.</summary>
public sealed class MapperDriver<TMapper>
    where TMapper : struct, IStaticMapper
{
    private readonly Device _device = new();

    public bool Run(DmaBuffer data)
    {
        PhysAddr at = TMapper.Map(data);
        bool ok = _device.Submit(at, data.Length);
        TMapper.Unmap(at, data);
        return ok;
    }

    public bool RunBoth<THal>(DmaBuffer data, DmaBuffer other)
        where THal : struct, IHal
    {
        PhysAddr at = ThroughHal<THal>.Map(data);
        PhysAddr window = ThroughWindow.Map(other);
        bool ok = _device.Submit(at, data.Length) && _device.Submit(window, other.Length);
        ThroughWindow.Unmap(window, other);
        ThroughHal<THal>.Unmap(at, data);
        return ok;
    }
}
