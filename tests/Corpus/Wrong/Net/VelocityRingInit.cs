using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux and NetBSD (network rings): the link back to the start is written to entry 256 of a page that holds 256.
internal sealed unsafe class VelocityRing<THal>(Device mac)
    where THal : struct, IHal
{
    private const int Entries = 256;

    private Dma<THal>? _ring;

    public bool Start()
    {
        if (_ring is not null || !Dma<THal>.TryCreate(1, Both, out Dma<THal>? ring))
        {
            return false;
        }

        // 256 descriptors of 16 bytes: one page.
        Descriptor* entries = ring.Pointer<Descriptor>(0);
        for (int i = 0; i < Entries; i++)
        {
            entries[i].Next = (ushort)(i + 1);
        }

        entries[Entries].Next = 0; //! HAL2009
        mac.Program(ring.Paddr, HalConstants.PageSize);
        _ring = ring;
        return true;
    }

    public void Stop()
    {
        mac.Reset();
        _ring?.Dispose();
        _ring = null;
    }
}
