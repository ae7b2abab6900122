using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux scsi (aic94xx): the response, which the phy writes, is unmapped as if the phy had read it.
public sealed unsafe class Aic94xxSmp<THal>(Mailbox sequencer)
    where THal : struct, IHal
{
    private const uint SmpTask = 0x40;

    /// <summary>The request is the first half of the frame pair, the response the second.</summary>
    public int Execute(DmaBuffer request, DmaBuffer response)
    {
        PhysAddr requestAddress = THal.Share(request, DriverToDevice);
        PhysAddr responseAddress = THal.Share(response, DeviceToDriver);
        int status = sequencer.Execute(SmpTask, requestAddress, responseAddress);
        if (status != 0)
        {
            Log.Info("aic94xx: SMP task failed");
        }

        THal.Unshare(requestAddress, request, DriverToDevice);
        THal.Unshare(responseAddress, response, DriverToDevice); //! HAL1005
        if (status != 0)
        {
            return status;
        }

        // Byte 2 of a response frame is the function result.
        return response[2] == 0 ? 0 : -5;
    }
}
