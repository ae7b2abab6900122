using Devices;
using Hal;

/// <summary>A storage adapter that turns the device's status into a result by a switch expression between Share and Unshare.</summary>
public sealed class StorageAdapter<THal>
    where THal : struct, IHal
{
    private readonly Device _adapter = new();

    public enum Outcome
    {
        Done,
        Retry,
        Gone,
    }

    public Outcome Read(DmaBuffer sectors)
    {
        PhysAddr address = THal.Share(sectors, BufferDirection.DeviceToDriver);
        int status = _adapter.Start(address, sectors.Length);
        Outcome outcome = status switch
        {
            0 when _adapter.Wait(100) => Outcome.Done,
            0 => Outcome.Retry,
            -11 or -16 => Outcome.Retry,
            < 0 => Outcome.Gone,
            _ => Outcome.Done,
        };
        THal.Unshare(address, sectors, BufferDirection.DeviceToDriver);
        return outcome;
    }
}
