using System;
using Devices;
using Hal;

namespace Drivers;

// A memory copy by a DMA engine, with a cookie that tells when it is done. The engine's two addresses are shares of their own direction;
// a refused or stuck copy ends both.
public sealed class CopyOffload<THal>
    where THal : struct, IHal
{
    private const int Worthwhile = 4096;

    private readonly DmaEngine _engine;

    public CopyOffload(DmaEngine engine) => _engine = engine;

    public void Copy(DmaBuffer from, DmaBuffer to)
    {
        if (from.Length != to.Length)
        {
            throw new ArgumentException("Source and destination differ in length.", nameof(to));
        }

        if (from.Length < Worthwhile || !TryCopyByEngine(from, to))
        {
            from.AsReadOnlySpan().CopyTo(to.AsSpan());
        }
    }

    private bool TryCopyByEngine(DmaBuffer from, DmaBuffer to)
    {
        PhysAddr source = THal.Share(from, BufferDirection.DriverToDevice);
        PhysAddr destination;
        try
        {
            destination = THal.Share(to, BufferDirection.DeviceToDriver);
        }
        catch
        {
            THal.Unshare(source, from, BufferDirection.DriverToDevice);
            throw;
        }

        int cookie = _engine.Submit(source, destination, from.Length);
        bool copied = cookie >= 0 && _engine.WaitFor(cookie, 1000);
        if (cookie >= 0 && !copied)
        {
            _engine.Terminate();
        }

        THal.Unshare(destination, to, BufferDirection.DeviceToDriver);
        THal.Unshare(source, from, BufferDirection.DriverToDevice);
        return copied;
    }
}
