using Devices;
using Hal;

/// <summary>An interface whose default methods map and unmap for all who implement it.</summary>
public interface IDmaUser<THal>
    where THal : struct, IHal
{
    Device Device { get; }

    bool Transfer(DmaBuffer data, BufferDirection direction)
    {
        PhysAddr at = Map(data, direction);
        bool ok = Device.Submit(at, data.Length) && Device.Wait(10);
        Unmap(at, data, direction);
        return ok;
    }

    protected PhysAddr Map(DmaBuffer data, BufferDirection direction) => THal.Share(data, direction);

    protected void Unmap(PhysAddr at, DmaBuffer data, BufferDirection direction) => THal.Unshare(at, data, direction);
}

/// <summary>One who does.</summary>
public sealed class FloppyDrive<THal> : IDmaUser<THal>
    where THal : struct, IHal
{
    public Device Device { get; } = new();

    public bool ReadTrack(DmaBuffer track) => ((IDmaUser<THal>)this).Transfer(track, BufferDirection.DeviceToDriver);
}
