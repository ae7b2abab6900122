using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in fastswap: "Fix DMA direction for reads" (pull request 6): begin_read maps the page for the device to read, read_done
// unmaps it as written.
public sealed unsafe class FastswapReads<THal>(Device hca)
    where THal : struct, IHal
{
    private PhysAddr _address;
    private DmaBuffer _page;

    public bool BeginRead(DmaBuffer page)
    {
        _page = page;
        _address = THal.Share(page, DeviceToDriver);
        if (hca.Submit(_address, page.Length))
        {
            return true;
        }

        ReadDone();
        return false;
    }

    public bool Poll()
    {
        if (!hca.Poll())
        {
            return false;
        }

        ReadDone();
        return true;
    }

    private void ReadDone()
    {
        THal.Unshare(_address, _page, DeviceToDriver);
        _page = default;
        _address = default;
    }
}
