using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in EDK2: "MdeModulePkg/SdMmcPciHcDxe: Fix double PciIo Unmap in TRB creation (CVE-2019-14587)".
public sealed class SdMmcTrb<THal>(MmcController host)
    where THal : struct, IHal
{
    private sealed class Trb
    {
        public PhysAddr DataPhy;
        public DmaBuffer Data;
        public BufferDirection Direction;
        public bool Mapped;
    }

    public bool Execute(DmaBuffer data, bool read)
    {
        var trb = new Trb { Data = data, Direction = read ? DeviceToDriver : DriverToDevice };
        trb.DataPhy = THal.Share(trb.Data, trb.Direction);
        trb.Mapped = true;
        if (trb.DataPhy.Value > uint.MaxValue && !host.Has64BitDma)
        {
            Free(trb);
            return false;
        }

        host.SetDataAddress(trb.DataPhy);
        bool done = !host.TimedOut(1000);
        if (!done)
        {
            host.StopTransfer();
        }

        Free(trb);
        return done;
    }

    private static void Free(Trb trb)
    {
        if (trb.Mapped)
        {
            THal.Unshare(trb.DataPhy, trb.Data, trb.Direction);
        }
    }
}
