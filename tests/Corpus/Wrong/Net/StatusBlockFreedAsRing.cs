using Hal;
using Devices;

// Follows a fix in Linux (drivers/atm, the size at the release of coherent memory).
/// <summary>A network adapter whose status block of one page is freed with the page count of its ring.</summary>
public sealed unsafe class AdapterProbe<THal>
    where THal : struct, IHal
{
    private const int RingPages = 4;
    private const int StatusPages = 1;
    private readonly Device _adapter = new();

    public bool SelfTest()
    {
        var (ringPaddr, ring) = THal.DmaAlloc(RingPages, BufferDirection.Both);
        if (ringPaddr == default)
        {
            return false;
        }

        var (statusPaddr, status) = THal.DmaAlloc(StatusPages, BufferDirection.DeviceToDriver);
        bool passed = false;
        if (statusPaddr != default)
        {
            _adapter.Program(ringPaddr, RingPages * HalConstants.PageSize);
            _adapter.Program(statusPaddr, HalConstants.PageSize);
            passed = _adapter.Wait(500) && status[0] == 1;
            _adapter.Reset();
            passed &= THal.DmaDealloc(statusPaddr, status, RingPages) == 0; //! HAL2004
        }

        passed &= THal.DmaDealloc(ringPaddr, ring, RingPages) == 0;
        return passed;
    }
}
