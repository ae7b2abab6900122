using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux nvme (nvme-pci): the last part is unmapped with the length that it was mapped with.
public sealed unsafe class NvmePrps<THal>(NvmeQueue queue)
    where THal : struct, IHal
{
    private const int PageSize = HalConstants.PageSize;
    private const byte ReadOpcode = 2;
    private const int TailLength = 1024;

    public int Read(byte* data)
    {
        var first = new DmaBuffer(data, PageSize);
        var tail = new DmaBuffer(data + PageSize, TailLength);
        PhysAddr prp1 = THal.Share(first, DeviceToDriver);
        PhysAddr prp2 = THal.Share(tail, DeviceToDriver);

        int command = queue.Submit(ReadOpcode, prp1, prp2);
        if (command >= 0)
        {
            queue.RingDoorbell();
            while (!queue.IsDone(command))
            {
            }
        }

        THal.Unshare(prp1, first, DeviceToDriver);
        THal.Unshare(prp2, tail, DeviceToDriver);
        return command < 0 ? command : 0;
    }
}
