using System;
using Devices;
using Hal;

namespace Drivers;

// Like C drivers' single exit: a bit mask says which of three buffers are mapped, and one exit looks at it. A bit is set after its share
// was made and is the condition of its end; the device is idle at the exit.
public sealed class CipherJob<THal>(CryptoUnit unit)
    where THal : struct, IHal
{
    [Flags]
    private enum Mapped
    {
        None = 0,
        Source = 1,
        Target = 2,
        Key = 4,
    }

    public int Run(DmaBuffer source, DmaBuffer target, DmaBuffer key)
    {
        var mapped = Mapped.None;
        PhysAddr s = default, t = default, k = default;
        int rc = -22;

        if (source.Length != target.Length)
            goto exit;

        rc = -12;
        try
        {
            s = THal.Share(source, BufferDirection.DriverToDevice);
            mapped |= Mapped.Source;
            t = THal.Share(target, BufferDirection.DeviceToDriver);
            mapped |= Mapped.Target;
            k = THal.Share(key, BufferDirection.DriverToDevice);
            mapped |= Mapped.Key;
        }
        catch (DmaException)
        {
            goto exit;
        }

        rc = unit.Encrypt(s, t, k, source.Length);

    exit:
        if ((mapped & Mapped.Key) != 0)
            THal.Unshare(k, key, BufferDirection.DriverToDevice);
        if ((mapped & Mapped.Target) != 0)
            THal.Unshare(t, target, BufferDirection.DeviceToDriver);
        if ((mapped & Mapped.Source) != 0)
            THal.Unshare(s, source, BufferDirection.DriverToDevice);
        return rc;
    }
}
