using Devices;
using Hal;

/// <summary>Extension methods on shares and scopes end them, by value, by in and by ref.</summary>
public static class ShareExtensions
{
    public static void UnshareAndLog<THal>(this Shared<THal> share)
        where THal : struct, IHal
    {
        share.Unshare();
        Log.Address(share.Paddr);
    }

    public static void EndIn<THal>(this in Shared<THal> share)
        where THal : struct, IHal => share.Unshare();

    public static void EndAndClear<THal>(this ref Shared<THal> share)
        where THal : struct, IHal
    {
        share.Unshare();
        share = default;
    }

    public static Shared<THal> ProgrammedOn<THal>(this Shared<THal> share, Device device)
        where THal : struct, IHal
    {
        device.Program(share.Paddr, share.Buffer.Length);
        return share;
    }

    public static Shared<THal> Lend<THal>(this DmaBuffer buffer, BufferDirection direction)
        where THal : struct, IHal => new(buffer, direction);
}

/// <summary>Their user.</summary>
public sealed class ExtensionChain<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public void Run(DmaBuffer data)
    {
        Shared<THal> first = data.Lend<THal>(BufferDirection.Both).ProgrammedOn(_device);
        _device.Wait(10);
        first.UnshareAndLog();
        var second = new Shared<THal>(data, BufferDirection.DriverToDevice);
        second.ProgrammedOn(_device);
        second.EndIn();
        Shared<THal> third = data.Lend<THal>(BufferDirection.DeviceToDriver);
        third.EndAndClear();
        third.EndAndClear();
    }
}
