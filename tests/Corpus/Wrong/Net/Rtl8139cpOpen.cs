using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "8139cp: fix coherent mapping leak in error path": the rings stayed allocated when the receive buffers could
// not be filled.
public sealed unsafe class Rtl8139cp<THal>
    where THal : struct, IHal
{
    private const nuint RingPages = 2;

    private readonly Device _chip;
    private readonly InterruptLine _line;
    private DmaAllocation _rings;

    public Rtl8139cp(Device chip, InterruptLine line)
    {
        _chip = chip;
        _line = line;
    }

    public int Open()
    {
        DmaAllocation rings = THal.DmaAlloc(RingPages, Both); //! HAL2002
        if (rings.Paddr == default)
        {
            return -12;
        }

        var descriptors = (Descriptor*)rings.Vaddr;
        int filled = 0;
        for (; filled < 64 && _chip.Poll(); filled++)
        {
            descriptors[filled].Length = 1536;
            descriptors[filled].Flags = 0x8000;
        }

        if (filled < 64)
        {
            return -12;
        }

        if (!_line.TryAttach(() => _chip.Kick()))
        {
            _ = THal.DmaDealloc(rings.Paddr, rings.Vaddr, RingPages);
            return -16;
        }

        _rings = rings;
        _chip.Program(rings.Paddr, (int)RingPages * HalConstants.PageSize);
        return 0;
    }

    public void Stop()
    {
        _line.Detach();
        _chip.Reset();
        if (THal.DmaDealloc(_rings.Paddr, _rings.Vaddr, RingPages) != 0)
        {
            Log.Info("the rings are lost");
        }
    }
}
