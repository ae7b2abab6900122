using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (atmel-sha): the jump for a busy unit goes to the label that unmaps the text.
internal sealed class AtmelDigest<THal>(CryptoUnit unit, Dma<THal> result)
    where THal : struct, IHal
{
    public int Update(DmaBuffer text)
    {
        int error;
        if (!unit.HasEngine)
        {
            error = -19;
            goto done;
        }

        PhysAddr source = THal.Share(text, DriverToDevice);
        if (unit.Busy)
        {
            error = -16;
            goto unmap;
        }

        error = unit.Digest(source, text.Length, result.Paddr);
        if (error != 0)
        {
            Log.Info("sha: the unit refused the text");
        }

    unmap:
        THal.Unshare(source, text, DriverToDevice);

    done:
        return error;
    }
}
