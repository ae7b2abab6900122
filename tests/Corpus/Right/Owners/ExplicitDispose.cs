using System;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A window onto a frame buffer; IDisposable is explicit, its users call Close.</summary>
public sealed class FrameWindow<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly DmaBuffer _memory;
    private readonly Device _display;
    private PhysAddr _address;
    private bool _open;

    public FrameWindow(Device display, DmaBuffer memory)
    {
        _display = display;
        _memory = memory;
        _address = THal.Share(memory, DriverToDevice);
        _open = true;
        _display.Program(_address, memory.Length);
    }

    public void Close()
    {
        if (!_open)
        {
            return;
        }

        _open = false;
        _display.Reset();
        THal.Unshare(_address, _memory, DriverToDevice);
        _address = default;
    }

    void IDisposable.Dispose() => Close();
}

public static class Screenshot
{
    public static void Show<THal>(Device display, DmaBuffer picture, TimeSpan time)
        where THal : struct, IHal
    {
        using var window = new FrameWindow<THal>(display, picture);
        Thread.Sleep(time);
    }
}
