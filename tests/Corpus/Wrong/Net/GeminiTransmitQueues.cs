using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "net: gemini: Fix memory leak in gmac_setup_txqs": a ring whose base the queue registers cannot hold is
// refused and not given back.
public sealed unsafe class GeminiPort<THal>(Device gmac)
    where THal : struct, IHal
{
    private const nuint QueueBytes = 8 * 256 * 16;
    private const ulong BaseMask = 0xffff_ffff_ffff_fff0;
    private const int QueueBase = 0x50;

    private DmaAllocation _ring;

    public int SetupTransmitQueues()
    {
        DmaAllocation ring = THal.DmaAlloc(HalConstants.PagesFor(QueueBytes), Both); //! HAL2002
        if (ring.Paddr == default)
        {
            return -12;
        }

        if ((ring.Paddr.Value & ~BaseMask) != 0 || ring.Paddr.Value > uint.MaxValue)
        {
            Log.Info("the transmit queue base is not aligned");
            return -12;
        }

        gmac.WriteRegister(QueueBase, ring.Paddr.Value);
        _ring = ring;
        return 0;
    }

    public int CleanupTransmitQueues()
    {
        if (_ring.Paddr == default)
        {
            return 0;
        }

        gmac.Reset();
        DmaAllocation ring = _ring;
        _ring = default;
        return THal.DmaDealloc(ring.Paddr, ring.Vaddr, HalConstants.PagesFor(QueueBytes));
    }
}
