using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in U-Boot (rtl8169): the end-of-ring bit is set in the descriptor behind the page.
internal sealed unsafe class DescriptorPage<THal>(Device nic)
    where THal : struct, IHal
{
    private const ushort EndOfRing = 0x4000;

    // A descriptor has 16 bytes, so a page holds this many.
    private const int Count = HalConstants.PageSize / 16;

    public bool Probe()
    {
        using Dma<THal> ring = new(1, Both);
        Descriptor* descriptors = ring.Pointer<Descriptor>(0);
        for (int i = 0; i < Count; i++)
        {
            descriptors[i].Length = 1536;
        }

        descriptors[Count].Flags = EndOfRing; //! HAL2009
        nic.Program(ring.Paddr, HalConstants.PageSize);
        bool found = nic.Wait(10);
        nic.Reset();
        return found;
    }
}
