using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux's virtio_scsi and ufs: the sense buffer lies in the response, and both are mapped for the device to write.
public sealed class SenseInsideResponse<THal>(VendorQueue queue)
    where THal : struct, IHal
{
    private const int ResponseLength = 108;
    private const int SenseOffset = 12;
    private const int SenseLength = 96;

    public int Probe(DmaBuffer memory)
    {
        DmaBuffer response = memory.Slice(0, ResponseLength);
        DmaBuffer sense = memory.Slice(SenseOffset, SenseLength);
        PhysAddr responseAddress = THal.Share(response, DeviceToDriver);
        PhysAddr senseAddress = THal.Share(sense, DeviceToDriver); //! HAL1011
        int pushed = queue.PushMany([responseAddress, senseAddress], [response, sense]);
        while (pushed == 2 && !queue.TryFinish(responseAddress))
        {
            queue.Poll();
        }

        THal.Unshare(senseAddress, sense, DeviceToDriver);
        THal.Unshare(responseAddress, response, DeviceToDriver);
        return pushed == 2 ? ResponseLength : -28;
    }
}
