using Devices;
using Hal;

namespace Drivers;

// Like error ladders with a counter: regions are allocated in order and given back from the counter down. The counter is that of made
// regions, page counts are asked from the same table at both ends.
public sealed unsafe class RegionSet<THal>
    where THal : struct, IHal
{
    private static readonly nuint[] s_pages = [1, 4, 2, 16];

    private readonly DmaAllocation[] _regions = new DmaAllocation[s_pages.Length];
    private int _made;

    public int Allocate(Device device)
    {
        while (_made < s_pages.Length)
        {
            DmaAllocation region = THal.DmaAlloc(s_pages[_made], BufferDirection.Both);
            if (region.Paddr == default)
            {
                Release(device);
                return -12;
            }

            _regions[_made] = region;
            _made++;
        }

        for (int i = 0; i < _made; i++)
        {
            device.WriteRegister(0x40 + (i * 8), _regions[i].Paddr.Value);
        }

        return 0;
    }

    public int Release(Device device)
    {
        int status = 0;
        device.Reset();
        while (_made > 0)
        {
            _made--;
            DmaAllocation region = _regions[_made];
            _regions[_made] = default;
            int one = THal.DmaDealloc(region.Paddr, region.Vaddr, s_pages[_made]);
            status = status == 0 ? one : status;
        }

        return status;
    }
}
