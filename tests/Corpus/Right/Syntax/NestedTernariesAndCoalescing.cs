using Devices;
using Hal;

/// <summary>Buffers and addresses chosen by nested ?: and by ??, each choice made once.</summary>
public sealed class Choices<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Run(DmaBuffer? preferred, DmaBuffer fallback, int priority)
    {
        DmaBuffer used = preferred ?? fallback;
        BufferDirection direction = priority > 2 ? BufferDirection.Both
            : priority > 1 ? BufferDirection.DeviceToDriver
            : BufferDirection.DriverToDevice;
        PhysAddr at = THal.Share(used, direction);
        int status = priority == 0 ? _device.Status : priority < 0 ? -1 : _device.Start(at, used.Length);
        THal.Unshare(at, used, direction);
        return status;
    }

    public int Conditional(Packet? packet, DmaBuffer spare)
    {
        DmaBuffer used = packet?.Buffer ?? spare;
        using var scope = new SharedScope<THal>(used, BufferDirection.DriverToDevice);
        return packet?.Next is { } next && next.Length > used.Length ? next.Length : _device.Start(scope.Paddr, used.Length);
    }
}
