using Devices;
using Hal;

/// <summary>Begin returns the share, End takes it; in between it belongs to whoever holds the value.</summary>
public sealed class SplitTransfer<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public Shared<THal> Begin(DmaBuffer buffer)
    {
        var share = new Shared<THal>(buffer, BufferDirection.Both);
        _device.Program(share.Paddr, buffer.Length);
        _device.Kick();
        return share;
    }

    public bool End(Shared<THal> share)
    {
        bool done = _device.Wait(100);
        if (!done)
        {
            _device.Reset();
        }

        share.Unshare();
        return done;
    }

    public bool Whole(DmaBuffer buffer) => End(Begin(buffer));
}
