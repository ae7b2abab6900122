using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A sound DSP has one overlay segment: loading another effect replaces the one that is there. The old overlay is ended only after the
// DSP took the new one, the new one at once where it did not.
public sealed class DspOverlay<THal> : IDisposable
    where THal : struct, IHal
{
    private const uint LoadOverlay = 0x21;
    private const uint UnloadOverlay = 0x22;
    private readonly Mailbox _dsp;
    private readonly DmaBuffer _nothing;
    private Shared<THal>? _loaded;

    public DspOverlay(Mailbox dsp, DmaBuffer nothing)
    {
        _dsp = dsp;
        _nothing = nothing;
    }

    public bool Load(DmaBuffer effect)
    {
        var next = new Shared<THal>(effect, DriverToDevice);
        if (_dsp.Execute(LoadOverlay, next.Paddr) < 0)
        {
            next.Unshare();
            return false;
        }

        _loaded?.Unshare();
        _loaded = next;
        return true;
    }

    public void Dispose()
    {
        if (_loaded is not { } loaded)
        {
            return;
        }

        using var nothing = new SharedScope<THal>(_nothing, DriverToDevice);
        if (_dsp.Execute(UnloadOverlay, nothing.Paddr) < 0)
        {
            DmaOwnership.Abandon<THal>(loaded.Paddr);
        }
        else
        {
            loaded.Unshare();
        }

        _loaded = null;
    }
}
