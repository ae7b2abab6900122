using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like sg3_utils' sdparm: a mode page is sensed, one field changed, and the page selected again. The same buffer is shared in one
// direction, then in the other; the change is made between the two.
public sealed class ModePages<THal>
    where THal : struct, IHal
{
    private readonly Device _disk;

    public ModePages(Device disk) => _disk = disk;

    public int SetWriteCache(DmaBuffer page, bool on)
    {
        int err = Command(page, DeviceToDriver);
        if (err != 0)
            return err;

        if (page.Length < 12 || (page[8] & 0x3F) != 0x08)
            return -71;

        page[0] = 0;
        page[8] &= 0x3F;
        if (on)
            page[10] |= 0x04;
        else
            page[10] &= 0xFB;

        return Command(page, DriverToDevice);
    }

    private int Command(DmaBuffer page, BufferDirection dir)
    {
        PhysAddr pa = THal.Share(page, dir);
        int err = _disk.Start(pa, page.Length);
        if (err == 0 && !_disk.Wait(1000))
        {
            _disk.Reset();
            err = -110;
        }

        THal.Unshare(pa, page, dir);
        return err;
    }
}
