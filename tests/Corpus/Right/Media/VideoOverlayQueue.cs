using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Frames for a video overlay: one is on the screen, one waits for the next refresh, the rest are the player's. At a refresh the waiting
// frame takes the place of the shown one, and the one that was shown is ended.
public sealed class OverlayQueue<THal>(Device overlay)
    where THal : struct, IHal
{
    private Shared<THal>? _shown;
    private Shared<THal>? _waiting;

    public event Action<DmaBuffer>? Returned;

    public bool Present(DmaBuffer frame)
    {
        if (_waiting.HasValue)
        {
            return false;
        }

        var share = new Shared<THal>(frame, DriverToDevice);
        if (!overlay.Submit(share.Paddr, frame.Length))
        {
            share.Unshare();
            return false;
        }

        _waiting = share;
        return true;
    }

    /// <summary>At the refresh the overlay latches the waiting address.</summary>
    public void Refresh()
    {
        if (_waiting is null)
        {
            return;
        }

        Shared<THal>? before = _shown;
        (_shown, _waiting) = (_waiting, null);
        End(before);
    }

    public void Disable()
    {
        overlay.WriteRegister(0, 0);
        overlay.Reset();
        Shared<THal>? shown = _shown;
        Shared<THal>? waiting = _waiting;
        _shown = null;
        _waiting = null;
        End(shown);
        End(waiting);
    }

    private void End(Shared<THal>? share)
    {
        if (share is { } live)
        {
            live.Unshare();
            Returned?.Invoke(live.Buffer);
        }
    }
}
