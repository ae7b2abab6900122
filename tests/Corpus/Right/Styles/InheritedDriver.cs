using Devices;
using Hal;

public abstract class StreamDriver<THal>(Device device) where THal : struct, IHal
{
    protected Device Hardware { get; } = device;

    protected abstract BufferDirection Direction { get; }

    public bool Run(DmaBuffer buffer)
    {
        PhysAddr a = Begin(buffer);
        bool ok = Transfer(a, buffer.Length);
        End(a, buffer);
        return ok;
    }

    [return: MustUnshare]
    protected virtual PhysAddr Begin(DmaBuffer buffer) => THal.Share(buffer, Direction);

    protected virtual void End([Unshares] PhysAddr address, DmaBuffer buffer) => THal.Unshare(address, buffer, Direction);

    protected abstract bool Transfer(PhysAddr address, int length);
}

public sealed class PlaybackDriver<THal>(Device device) : StreamDriver<THal>(device) where THal : struct, IHal
{
    private PhysAddr _last;

    protected override BufferDirection Direction => BufferDirection.DriverToDevice;

    protected override PhysAddr Begin(DmaBuffer buffer)
    {
        Hardware.Kick();
        return base.Begin(buffer);
    }

    protected override bool Transfer(PhysAddr address, int length)
    {
        _last = address;
        return Hardware.Submit(address, length) && Hardware.Wait(10);
    }

    public bool IsCurrent(PhysAddr address) => _last == address;
}
