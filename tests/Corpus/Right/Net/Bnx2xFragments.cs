using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "bnx2x: fix DMA API usage": the mapping of a page is ended by the address at which the data of the frame
// starts in it.
public unsafe class Bnx2xPages<THal>(Ring sge)
    where THal : struct, IHal
{
    private const int Padding = 64;

    public int Fill(byte* page, out int written)
    {
        var buffer = new DmaBuffer(page, HalConstants.PageSize);
        PhysAddr address = THal.Share(buffer, DeviceToDriver) + Padding;
        written = 0;

        if (!sge.TryPost(address, buffer.Length - Padding, out int index))
        {
            THal.Unshare(address - Padding, buffer, DeviceToDriver);
            return -28;
        }

        sge.Doorbell();
        while (!sge.IsDone(index))
        {
        }

        sge.TryTake(out _, out written);
        THal.Unshare(address - Padding, buffer, DeviceToDriver);
        return 0;
    }
}
