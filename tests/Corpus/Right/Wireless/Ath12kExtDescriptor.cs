using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "wifi: ath12k: fix skb_ext_desc leak in ath12k_dp_tx() error path": a full ring gave the frame back and forgot
// the extension descriptor.
public class Ath12kTransmit<THal>(Queue tcl)
    where THal : struct, IHal
{
    public int Transmit(DmaBuffer frame, DmaBuffer extension)
    {
        PhysAddr data = THal.Share(frame, DriverToDevice);
        PhysAddr ext = THal.Share(extension, DriverToDevice);
        try
        {
            if (tcl.IsFull)
            {
                throw new DeviceException("no entry in the TCL ring");
            }

            Submit(ext, data);
        }
        catch (DeviceException)
        {
            THal.Unshare(ext, extension, DriverToDevice);
            THal.Unshare(data, frame, DriverToDevice);
            return -12;
        }

        while (!tcl.TryPop(out _, out _))
        {
        }

        THal.Unshare(ext, extension, DriverToDevice);
        THal.Unshare(data, frame, DriverToDevice);
        return 0;
    }

    private static void Submit(PhysAddr descriptor, PhysAddr frame)
    {
        Log.Address(descriptor);
        Log.Address(frame);
    }
}
