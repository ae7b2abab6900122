using Hal;
using Devices;

/// <summary>A queue that takes address and buffer refuses them, and the share ends.</summary>
public sealed class LendingDriver<THal>
    where THal : struct, IHal
{
    private readonly Queue _queue = new();
    private readonly Device _device = new();

    public bool Send(DmaBuffer buffer)
    {
        PhysAddr address = THal.Share(buffer, BufferDirection.DriverToDevice);
        if (!_queue.TryAdd(address, buffer))
        {
            THal.Unshare(address, buffer, BufferDirection.DriverToDevice);
            return false;
        }

        _device.Kick();
        while (!_queue.TryPop(out _, out _))
        {
        }

        THal.Unshare(address, buffer, BufferDirection.DriverToDevice);
        return true;
    }
}
