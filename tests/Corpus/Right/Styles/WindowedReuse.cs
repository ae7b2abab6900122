using System;
using Devices;
using Hal;

public sealed class WindowedReuse<THal>(DmaEngine engine, Dma<THal> window) where THal : struct, IHal
{
    // Memory of a Dma may be shared too, and that share ends by its own address.
    public bool Through(PhysAddr target, ReadOnlySpan<byte> data)
    {
        while (data.Length > 0)
        {
            int n = Math.Min(data.Length, 512);
            data[..n].CopyTo(window.AsSpan());
            DmaBuffer slice = window.Slice(0, n);
            PhysAddr a = THal.Share(slice, BufferDirection.DriverToDevice);
            int cookie = engine.Submit(a, target, n);
            bool ok = cookie >= 0 && engine.WaitFor(cookie, 10);
            THal.Unshare(a, slice, BufferDirection.DriverToDevice);
            if (!ok)
            {
                engine.Terminate();
                return false;
            }

            data = data[n..];
        }

        return true;
    }
}
