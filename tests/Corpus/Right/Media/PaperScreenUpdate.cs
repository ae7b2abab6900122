using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Refreshes an electronic paper screen in phases; the waveform table is loaded once and stays with the controller. The waveform's share
// lives as long as the controller uses it, the image's for one refresh.
public sealed class PaperScreen<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _controller;
    private readonly PinnedBuffer _waveform;
    private readonly PhysAddr _waveformAddress;
    private bool _disposed;

    public PaperScreen(Device controller, byte[] waveform)
    {
        _controller = controller;
        _waveform = new PinnedBuffer(waveform.Length);
        waveform.CopyTo(_waveform.Buffer.AsSpan());
        try
        {
            _waveformAddress = THal.Share(_waveform.Buffer, DriverToDevice);
        }
        catch (DmaException)
        {
            _waveform.Dispose();
            throw;
        }

        _controller.Program(_waveformAddress, waveform.Length);
    }

    public bool Refresh(DmaBuffer image, int phases)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        using var shared = new SharedScope<THal>(image, DriverToDevice);
        _controller.WriteRegister(0x10, shared.Paddr.Value);
        for (int phase = 0; phase < phases; phase++)
        {
            _controller.WriteRegister(0x18, (ulong)phase);
            if (!_controller.Wait(300))
            {
                _controller.Reset();
                _controller.Program(_waveformAddress, _waveform.Buffer.Length);
                return false;
            }
        }

        return true;
    }

    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _controller.Reset();
        THal.Unshare(_waveformAddress, _waveform.Buffer, DriverToDevice);
        _waveform.Dispose();
    }
}
