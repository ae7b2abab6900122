using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux mtd (rawnand, qcom): what is unmapped is the address of the payload, not the one that the mapping returned.
internal sealed class NandWindow<THal>(DmaEngine engine)
    where THal : struct, IHal
{
    private const int HeaderLength = 32;

    private DmaBuffer _page;
    private PhysAddr _payload;

    public void Open(DmaBuffer page)
    {
        page.AsSpan()[..HeaderLength].Clear();
        _page = page;
        _payload = THal.Share(page, BufferDirection.Both) + HeaderLength;
    }

    public bool Copy(PhysAddr target)
    {
        int cookie = engine.Submit(_payload, target, _page.Length - HeaderLength);
        return cookie >= 0 && engine.WaitFor(cookie, 50);
    }

    public void Close()
    {
        if (_page.IsEmpty)
        {
            return;
        }

        engine.Terminate();
        THal.Unshare(_payload, _page, BufferDirection.Both); //! HAL1001
        _page = default;
    }
}
