using System;
using Devices;
using Hal;

namespace Drivers;

// A flash that is read by its window or written by DMA, never both: the mode register is switched around. The window is an MmioRegion,
// the write a share that ends before the window is opened again.
public sealed class SwitchedFlash<THal>
    where THal : struct, IHal
{
    private const nuint Mode = 0x00;
    private readonly MmioRegion _control;
    private readonly MmioRegion _window;
    private readonly Device _writer;

    public SwitchedFlash(PhysAddr control, PhysAddr window, uint windowBytes, Device writer)
    {
        ArgumentOutOfRangeException.ThrowIfZero(windowBytes);
        _control = MmioRegion.Map<THal>(control, 0x20);
        _window = MmioRegion.Map<THal>(window, windowBytes);
        _writer = writer;
    }

    public void Read(uint offset, Span<byte> into)
    {
        for (int i = 0; i < into.Length; i++)
        {
            into[i] = _window.Read8(offset + (nuint)i);
        }
    }

    public bool Write(DmaBuffer page)
    {
        _control.Write32(Mode, 1);
        try
        {
            return Program(page);
        }
        finally
        {
            _control.Write32(Mode, 0);
        }
    }

    private bool Program(DmaBuffer page)
    {
        PhysAddr address = THal.Share(page, BufferDirection.DriverToDevice);
        bool started = _writer.Submit(address, page.Length);
        bool written = started && _writer.Wait(30);
        if (started && !written)
        {
            _writer.Reset();
        }

        THal.Unshare(address, page, BufferDirection.DriverToDevice);
        return written;
    }
}
