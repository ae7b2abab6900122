using Devices;
using Hal;

public sealed class ShareTwiceForWrite<THal>(NvmeQueue queue) where THal : struct, IHal
{
    public int Identify(DmaBuffer page)
    {
        PhysAddr command = THal.Share(page.Slice(0, 1024), BufferDirection.DriverToDevice);
        PhysAddr result = THal.Share(page.Slice(1024, 1024), BufferDirection.DeviceToDriver);
        int id = queue.Submit(6, command, result);
        while (!queue.IsDone(id))
        {
        }

        THal.Unshare(result, page.Slice(1024, 1024), BufferDirection.DeviceToDriver);
        THal.Unshare(command, page.Slice(0, 1024), BufferDirection.DriverToDevice);
        return id;
    }
}
