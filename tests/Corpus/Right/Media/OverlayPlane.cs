using Devices;
using Hal;

namespace Drivers;

// A display plane whose picture is replaced while the old one is still on the screen. The old picture's share ends only after the next
// blank, when the new one is scanned out.
internal sealed class OverlayPlane<THal>
    where THal : struct, IHal
{
    private readonly Device _display;
    private Shared<THal> _shown;
    private Shared<THal> _pending;

    public OverlayPlane(Device display) => _display = display;

    public bool Show(DmaBuffer picture)
    {
        if (!_pending.Buffer.IsEmpty)
        {
            return false;
        }

        _pending = new Shared<THal>(picture, BufferDirection.DriverToDevice);
        _display.WriteRegister(0x70, _pending.Paddr.Value);
        _display.WriteRegister(0x78, 1);
        return true;
    }

    public void OnBlank()
    {
        if (_pending.Buffer.IsEmpty)
        {
            return;
        }

        Shared<THal> old = _shown;
        _shown = _pending;
        _pending = default;
        old.Unshare();
    }

    public void Hide()
    {
        _display.WriteRegister(0x78, 0);
        if (!_display.Wait(50))
        {
            _display.Reset();
        }

        Shared<THal> pending = _pending;
        Shared<THal> shown = _shown;
        _pending = default;
        _shown = default;
        pending.Unshare();
        shown.Unshare();
    }
}
