using Devices;
using Hal;

/// <summary>A share behind a nullable object of the driver's own, taken out by patterns in several forms.</summary>
public sealed class PatternForms<THal>
    where THal : struct, IHal
{
    private sealed record Held(Shared<THal> Share, bool Urgent);

    private readonly Device _device = new();
    private Held? _held;

    public void Hold(DmaBuffer data, bool urgent) => _held = new Held(new Shared<THal>(data, BufferDirection.Both), urgent);

    public void Release()
    {
        switch (_held)
        {
            case null:
                return;
            case { Urgent: true, Share: var share }:
                share.Unshare();
                break;
            case Held(var share, false):
                _device.Wait(10);
                share.Unshare();
                break;
        }

        _held = null;
    }

    public void ReleaseNow()
    {
        if (_held is { Share.Paddr: var at } held && at != default)
        {
            Log.Address(at);
            held.Share.Unshare();
        }

        _held = null;
    }
}
