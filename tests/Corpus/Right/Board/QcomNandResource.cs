using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux mtd (rawnand, qcom): the address that the mapping returned is kept and unmapped.
internal sealed class NandWindow<THal>(DmaEngine engine)
    where THal : struct, IHal
{
    private const int HeaderLength = 32;

    private DmaBuffer _page;
    private PhysAddr _base;
    private PhysAddr _payload;

    public void Open(DmaBuffer page)
    {
        page.AsSpan()[..HeaderLength].Clear();
        _page = page;
        _base = THal.Share(page, BufferDirection.Both);
        _payload = _base + HeaderLength;
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
        THal.Unshare(_base, _page, BufferDirection.Both);
        _page = default;
    }
}
