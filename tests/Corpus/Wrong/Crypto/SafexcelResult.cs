using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "crypto: inside-secure - unmap the result in the hash send error path": when no result descriptor was left the
// digest stayed mapped.
public sealed unsafe class SafexcelHash<THal>(CryptoUnit engine, Ring results)
    where THal : struct, IHal
{
    public int Digest(DmaBuffer message, DmaBuffer digest)
    {
        PhysAddr source = THal.Share(message, DriverToDevice);
        PhysAddr result = THal.Share(digest, DeviceToDriver); //! HAL1002
        int error = 0;
        if (!results.TryPost(result, digest.Length, out int slot))
        {
            error = -11;
            goto unmapSource;
        }

        error = engine.Digest(source, message.Length, result);
        if (error != 0 || !results.IsDone(slot))
        {
            results.Stop();
            error = error != 0 ? error : -110;
        }

        THal.Unshare(result, digest, DeviceToDriver);
    unmapSource:
        THal.Unshare(source, message, DriverToDevice);
        return error;
    }
}
