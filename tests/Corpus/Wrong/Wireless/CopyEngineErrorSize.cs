using Hal;
using Devices;

// Follows a fix in Linux (drivers/net/wireless/ath, ath10k: the error path of a copy engine's ring).
/// <summary>A wireless copy engine's ring: the error path frees the pages of the ring without those of its descriptors.</summary>
public sealed unsafe class CopyEngineRing<THal>
    where THal : struct, IHal
{
    private const int DescriptorPages = 2;
    private readonly Device _target = new();
    private DmaAllocation _ring;

    public int Create(int entries)
    {
        const int Extra = 1;
        DmaAllocation ring = THal.DmaAlloc(DescriptorPages + Extra, BufferDirection.Both);
        if (ring.Paddr == default)
        {
            return -12;
        }

        _target.Program(ring.Paddr, entries * 16);
        if (!_target.Wait(10))
        {
            _target.Reset();
            int status = THal.DmaDealloc(ring.Paddr, ring.Vaddr, DescriptorPages); //! HAL2004
            return status == 0 ? -110 : status;
        }

        _ring = ring;
        return 0;
    }

    public int Destroy() => THal.DmaDealloc(_ring.Paddr, _ring.Vaddr, 3);
}
