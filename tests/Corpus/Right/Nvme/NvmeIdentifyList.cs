using Devices;
using Hal;

namespace Drivers;

// Follows a fix in U-Boot: "nvme: fix dcache invalidation range in identify command": both calls name the 4096 bytes.
public sealed unsafe class IdentifyList<THal>(NvmeQueue admin)
    where THal : struct, IHal
{
    private const byte Identify = 0x06;
    private const int ListSize = 4096;
    private const int EntrySize = 1024;

    public int Read(byte* list)
    {
        var whole = new DmaBuffer(list, ListSize);
        PhysAddr address = THal.Share(whole, BufferDirection.DeviceToDriver);
        int command = admin.Submit(Identify, address, default);
        if (command < 0)
        {
            THal.Unshare(address, whole, BufferDirection.DeviceToDriver);
            return command;
        }

        while (!admin.IsDone(command))
        {
        }

        THal.Unshare(address, whole, BufferDirection.DeviceToDriver);
        int entries = 0;
        while (entries < ListSize / EntrySize && list[entries * EntrySize] != 0)
        {
            entries++;
        }

        return entries;
    }
}
