using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "mmc: sdhci: fix dma memory leak in sdhci_pre_req()".
public sealed unsafe class AdmaTableFails<THal>(MmcController host, Dma<THal> table)
    where THal : struct, IHal
{
    private const int InvalidArgument = -22;

    public int PreRequest(DmaBuffer data, bool read)
    {
        BufferDirection direction = read ? DeviceToDriver : DriverToDevice;
        PhysAddr address = THal.Share(data, direction);
        Descriptor* entry = table.Pointer<Descriptor>(0);
        int left = data.Length;
        ulong at = address.Value;
        while (left > 0)
        {
            if ((at & 3) != 0)
            {
                THal.Unshare(address, data, direction);
                return InvalidArgument;
            }

            int length = Math.Min(left, 65536);
            entry->Address = at;
            entry->Length = (uint)length;
            entry->Flags = 0x21;
            entry++;
            at += (ulong)length;
            left -= length;
        }

        host.SetDescriptorTable(table.Paddr);
        int error = host.TimedOut(500) ? -110 : 0;
        if (error != 0)
        {
            host.StopTransfer();
        }

        THal.Unshare(address, data, direction);
        return error;
    }
}
