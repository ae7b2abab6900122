using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "nvme-pci: fix DMA direction of unmapping integrity data".
public sealed class NvmeIntegrityDirection<THal>(NvmeQueue queue)
    where THal : struct, IHal
{
    public int Execute(DmaBuffer data, DmaBuffer integrity, bool isWrite)
    {
        BufferDirection direction = isWrite ? DriverToDevice : DeviceToDriver;
        PhysAddr dataAddress = THal.Share(data, direction);
        PhysAddr integrityAddress = THal.Share(integrity, direction);
        int command = queue.Submit(isWrite ? (byte)1 : (byte)2, dataAddress, integrityAddress);
        if (command >= 0)
        {
            queue.RingDoorbell();
            while (!queue.IsDone(command))
            {
                Thread.Yield();
            }
        }

        THal.Unshare(integrityAddress, integrity, direction);
        THal.Unshare(dataAddress, data, direction);
        return command;
    }
}
