using System;
using Devices;
using Hal;

[Flags]
public enum Bits
{
    None = 0,
    Data = 1,
    Status = 2,
}

public sealed class FlagsHasFlag<THal>(Device device) where THal : struct, IHal
{
    public bool Run(DmaBuffer data, DmaBuffer status, Bits wanted)
    {
        PhysAddr d = default, s = default;
        if ((wanted & Bits.Data) == Bits.Data)
        {
            d = THal.Share(data, BufferDirection.Both);
        }

        if (wanted.HasFlag(Bits.Status))
        {
            s = THal.Share(status, BufferDirection.DeviceToDriver);
        }

        bool ok = device.Submit(d) && device.Submit(s) && device.Wait(1);
        if (wanted.HasFlag(Bits.Status))
        {
            THal.Unshare(s, status, BufferDirection.DeviceToDriver);
        }

        if ((wanted & Bits.Data) == Bits.Data)
        {
            THal.Unshare(d, data, BufferDirection.Both);
        }

        return ok;
    }
}
