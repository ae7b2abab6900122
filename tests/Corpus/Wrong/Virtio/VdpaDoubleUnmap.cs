using Devices;
using Hal;

namespace Drivers;

// Follows a fix in DPDK: "vdpa/nfp: fix double PCI unmap on unplug": an unplug in the middle of a transfer unmaps in its branch and
// again at the end.
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
                THal.Unshare(address, frames, BufferDirection.Both);
                status = -19;
                break;
            }
        }

        Log.Info(status == 0 ? "relayed" : "unplugged");
        THal.Unshare(address, frames, BufferDirection.Both); //! HAL1004
        return status;
    }
}
