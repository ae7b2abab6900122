using Devices;
using Hal;

/// <summary>The completion lambda ends the share, long after the method has returned.</summary>
public sealed class LambdaCompletion<THal>
    where THal : struct, IHal
{
    private readonly BlockQueue _queue = new();

    public void Read(ulong sector, DmaBuffer into, System.Action<int> finished)
    {
        PhysAddr at = THal.Share(into, BufferDirection.DeviceToDriver);
        _queue.Start(sector, at, into.Length, status =>
        {
            THal.Unshare(at, into, BufferDirection.DeviceToDriver);
            finished(status);
        });
    }
}
