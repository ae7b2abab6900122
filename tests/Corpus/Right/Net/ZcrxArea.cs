using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "io_uring/zcrx: fix sgtable leak on mapping failures": the clean-up asks for a flag that is set when
// everything has gone well only.
public sealed class ZeroCopyArea<THal>
    where THal : struct, IHal
{
    private readonly Queue _pool;
    private DmaBuffer _pages;
    private PhysAddr _address;
    private bool _isMapped;

    public ZeroCopyArea(Queue pool) => _pool = pool;

    public int Map(DmaBuffer pages, ulong mask)
    {
        if (_isMapped)
        {
            return 0;
        }

        PhysAddr address = THal.Share(pages, BufferDirection.Both);
        if ((address.Value + (ulong)pages.Length & ~mask) != 0)
        {
            THal.Unshare(address, pages, BufferDirection.Both);
            return -14;
        }

        _pages = pages;
        _address = address;
        _isMapped = true;
        return _pool.AddOrError(address, pages);
    }

    public void Unmap()
    {
        if (!_isMapped)
        {
            return;
        }

        _isMapped = false;
        THal.Unshare(_address, _pages, BufferDirection.Both);
    }
}
