using System;
using System.Threading;
using Devices;
using Hal;

[Flags]
public enum Mapped
{
    None = 0,
    Source = 1,
    Target = 2,
}

public sealed class FlagsMask<THal>(Device device) where THal : struct, IHal
{
    public void Run(DmaBuffer source)
    {
        Mapped mapped = Mapped.None;
        PhysAddr s = default;
        if (device.Ready)
        {
            s = THal.Share(source, BufferDirection.DriverToDevice);
            mapped |= Mapped.Source;
        }

        device.Wait(1);
        if (mapped.HasFlag(Mapped.Source))
        {
            THal.Unshare(s, source, BufferDirection.DriverToDevice);
        }
    }
}
