using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (stm32-hash): each unshare has the direction of its share.
internal readonly record struct HashJob(DmaBuffer Message, DmaBuffer Digest);

internal sealed class HashUnit<THal>(CryptoUnit unit)
    where THal : struct, IHal
{
    public int Run(in HashJob job)
    {
        if (unit.Busy || job.Digest.Length < 32)
        {
            return -16;
        }

        PhysAddr message = THal.Share(job.Message, DriverToDevice);
        PhysAddr digest = THal.Share(job.Digest, DeviceToDriver);
        int status = unit.Digest(message, job.Message.Length, digest);
        THal.Unshare(message, job.Message, DriverToDevice);
        THal.Unshare(digest, job.Digest, DeviceToDriver);
        return status;
    }
}
