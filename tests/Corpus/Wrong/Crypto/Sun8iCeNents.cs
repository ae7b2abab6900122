using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "crypto: sun8i-ce - fix nents passed to dma_unmap_sg()": the entries are unmapped up to the number that the
// hardware took, not up to the number that was mapped.
public sealed class ScatterRun<THal>(VendorQueue queue, Device engine)
    where THal : struct, IHal
{
    public int Run(DmaBuffer[] parts)
    {
        int count = parts.Length;
        if (count == 0)
        {
            return 0;
        }

        var addresses = new PhysAddr[count];
        for (int i = 0; i < count; i++)
        {
            addresses[i] = THal.Share(parts[i], BufferDirection.DriverToDevice); //! HAL1002 (no fix: table)
        }

        int taken = queue.PushMany(addresses, parts);
        engine.Kick();
        bool done = engine.Wait(3000);
        engine.Reset();
        for (int i = 0; i < taken; i++)
        {
            THal.Unshare(addresses[i], parts[i], BufferDirection.DriverToDevice);
        }

        return done ? taken : -110;
    }
}
