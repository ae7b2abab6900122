using Devices;
using Hal;

/// <summary>A configuration routine with more repeated tests than anyone remembers; one of them guards a share.</summary>
public sealed class LongConfiguration<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Run(DmaBuffer table, uint features, bool custom)
    {
        PhysAddr at = default;
        if (custom)
        {
            at = THal.Share(table, BufferDirection.DriverToDevice);
        }

        bool f0 = (features & 1) != 0, f1 = (features & 2) != 0, f2 = (features & 4) != 0, f3 = (features & 8) != 0;
        bool f4 = (features & 16) != 0, f5 = (features & 32) != 0, f6 = (features & 64) != 0, f7 = (features & 128) != 0;
        int mask = 0;
        if (f0)
        {
            mask |= 1;
        }

        if (f1)
        {
            mask |= f0 ? 2 : 4;
        }

        if (f2 && !f1)
        {
            mask |= f0 ? 8 : 16;
        }

        if (f3 || f2)
        {
            mask |= f1 ? 32 : 64;
        }

        if (f4 && (f3 || f0))
        {
            mask |= f2 ? 128 : 256;
        }

        if (f5 == f4)
        {
            mask |= f3 ? 512 : 1024;
        }

        if (f6 != f5)
        {
            mask |= f4 ? 2048 : 4096;
        }

        if (f7 && f6 && f5)
        {
            mask |= f0 && f1 && f2 ? 8192 : 16384;
        }

        int status = custom ? _device.Start(at, mask) : _device.Status;
        _device.WriteRegister(0, (f7 ? 1u : 0) | (f6 ? 2u : 0) | (f5 ? 4u : 0) | (f4 ? 8u : 0) | (f3 ? 16u : 0) | (f2 ? 32u : 0));
        if (custom)
        {
            THal.Unshare(at, table, BufferDirection.DriverToDevice);
        }

        return status;
    }
}
