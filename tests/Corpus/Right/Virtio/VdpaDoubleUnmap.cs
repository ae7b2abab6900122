using Devices;
using Hal;

namespace Drivers;

// Follows a fix in DPDK: "vdpa/nfp: fix double PCI unmap on unplug": only the end unmaps.
public sealed class RelayRing<THal>(Device device)
    where THal : struct, IHal
{
    public bool Unplugged { get; set; }

    public int Relay(DmaBuffer frames)
    {
        PhysAddr address = THal.Share(frames, BufferDirection.Both);
        device.Program(address, frames.Length);
        device.Kick();

        int status = 0;
        while (!device.Poll())
        {
            if (Unplugged)
            {
                device.Reset();
                status = -19;
                break;
            }
        }

        Log.Info(status == 0 ? "relayed" : "unplugged");
        THal.Unshare(address, frames, BufferDirection.Both);
        return status;
    }
}
