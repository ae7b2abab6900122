using Devices;
using Hal;

/// <summary>A strategy as a static abstract interface: which direction, and what to do with the address.</summary>
public interface ITransferKind
{
    static abstract BufferDirection Direction { get; }

    static abstract int Launch(Device device, PhysAddr at, int length);
}

/// <summary>Reading.</summary>
public readonly struct Reading : ITransferKind
{
    public static BufferDirection Direction => BufferDirection.DeviceToDriver;

    public static int Launch(Device device, PhysAddr at, int length) => device.Start(at, length);
}

/// <summary>A driver over any strategy.</summary>
public sealed class Transfers<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Run<TKind>(DmaBuffer data)
        where TKind : struct, ITransferKind
    {
        PhysAddr at = THal.Share(data, TKind.Direction);
        int status = TKind.Launch(_device, at, data.Length);
        THal.Unshare(at, data, TKind.Direction);
        return status;
    }

    public int Read(DmaBuffer data) => Run<Reading>(data);
}
