using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (smartpqi): the list is read after the device has given the report back.
internal sealed class LunList<THal>(NvmeQueue admin)
    where THal : struct, IHal
{
    public IReadOnlyList<byte> Read(DmaBuffer report)
    {
        var luns = new List<byte>();
        PhysAddr address = THal.Share(report, DeviceToDriver);
        int command = admin.Submit(0xC2, address, default);
        if (command < 0)
        {
            THal.Unshare(address, report, DeviceToDriver);
            return luns;
        }

        while (!admin.IsDone(command))
        {
        }

        THal.Unshare(address, report, DeviceToDriver);
        int length = report[3];
        for (int at = 8; at < 8 + length && at < report.Length; at += 8)
        {
            luns.Add(report[at]);
        }

        return luns;
    }
}
