using Devices;
using Hal;

/// <summary>A queue takes address and buffer; the completion side pops both and ends the share.</summary>
public sealed class AddAndReap<THal>
    where THal : struct, IHal
{
    private readonly Queue _queue = new();
    private readonly Device _device = new();

    public void Post(DmaBuffer into)
    {
        PhysAddr at = THal.Share(into, BufferDirection.DeviceToDriver);
        _queue.Add(at, into);
        _device.Kick();
    }

    public int Reap()
    {
        int sum = 0;
        while (_queue.TryPop(out PhysAddr at, out DmaBuffer buffer))
        {
            THal.Unshare(at, buffer, BufferDirection.DeviceToDriver);
            sum += buffer[0];
        }

        return sum;
    }
}
