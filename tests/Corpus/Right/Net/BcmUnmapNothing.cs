using Devices;
using Hal;

namespace Drivers;

// Like fixes in U-Boot's network drivers: the unmap names the frame that was mapped.
internal sealed class BcmEthernet<THal>(Ring transmit)
    where THal : struct, IHal
{
    private const int Tries = 10_000;

    public int Send(DmaBuffer frame)
    {
        PhysAddr paddr = THal.Share(frame, BufferDirection.DriverToDevice);
        int slot = transmit.Head;
        transmit.Post(slot, paddr, frame.Length);
        transmit.Doorbell();

        int error = -110;
        for (int i = 0; i < Tries; i++)
        {
            if (transmit.IsDone(slot))
            {
                error = 0;
                break;
            }
        }

        if (error != 0)
        {
            transmit.Stop();
        }

        THal.Unshare(paddr, frame, BufferDirection.DriverToDevice);
        return error;
    }
}
