using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (emac and other receive refills): the refused buffer is unshared before the loop breaks off.
internal sealed class ReceiveRefill<THal>(Queue queue)
    where THal : struct, IHal
{
    public int Fill(DmaBuffer[] buffers)
    {
        int taken = 0;
        foreach (DmaBuffer buffer in buffers)
        {
            if (buffer.Length < 1536)
            {
                Log.Info("emac: a buffer is too short");
                continue;
            }

            PhysAddr address = THal.Share(buffer, DeviceToDriver);
            if (!queue.TryAdd(address, buffer))
            {
                THal.Unshare(address, buffer, DeviceToDriver);
                break;
            }

            taken++;
        }

        if (taken < buffers.Length)
        {
            Log.Info($"emac: {taken} of {buffers.Length}");
        }

        return taken;
    }
}
