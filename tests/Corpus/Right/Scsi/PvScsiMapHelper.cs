using Devices;
using Hal;

namespace Drivers;

// Like fixes in EDK2 (PvScsiDxe): the data is unmapped when the request ring is full.
internal sealed class PvScsi<THal>(Ring requests, Ring completions)
    where THal : struct, IHal
{
    public int PassThrough(DmaBuffer data, bool write)
    {
        if (completions.IsFull)
        {
            return -16;
        }

        PhysAddr paddr = Map(data, write);
        if (!requests.TryPost(paddr, data.Length, out int slot))
        {
            Log.Info("the request ring is full");
            Unmap(paddr, data, write);
            return -11;
        }

        requests.Doorbell();
        while (!completions.IsDone(slot))
        {
        }

        Unmap(paddr, data, write);
        return data.Length;
    }

    private static BufferDirection DirectionOf(bool write) =>
        write ? BufferDirection.DriverToDevice : BufferDirection.DeviceToDriver;

    private static PhysAddr Map(DmaBuffer data, bool write) => THal.Share(data, DirectionOf(write));

    private static void Unmap(PhysAddr paddr, DmaBuffer data, bool write) =>
        THal.Unshare(paddr, data, DirectionOf(write));
}
