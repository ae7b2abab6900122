using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux (IB/iser): task data that was unmapped with another direction than it was mapped with. The data of a read command
// is unshared with the direction of its share.
public sealed class IserTask<THal>(NvmeQueue queue)
    where THal : struct, IHal
{
    private const byte Read = 2;

    public int ReadData(DmaBuffer header, DmaBuffer data)
    {
        header[0] = Read;
        header[1] = 0x80;
        PhysAddr command = THal.Share(header, BufferDirection.DriverToDevice);
        PhysAddr region = THal.Share(data, BufferDirection.DeviceToDriver);
        int id = queue.Submit(Read, command, region);
        int status = id < 0 ? id : 0;
        if (status == 0)
        {
            queue.RingDoorbell();
            while (!queue.IsDone(id))
            {
                System.Threading.Thread.Yield();
            }

            status = queue.Error;
        }

        THal.Unshare(region, data, BufferDirection.DeviceToDriver);
        THal.Unshare(command, header, BufferDirection.DriverToDevice);
        return status;
    }
}
