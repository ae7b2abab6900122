using Hal;
using Devices;

// Follows a fix in Linux (drivers/spi, bcm2835: the failed set-up of its DMA channels).
/// <summary>An SPI controller's set-up: a channel that cannot be started leaves the page with the clear pattern allocated.</summary>
public sealed unsafe class SpiDmaSetup<THal>
    where THal : struct, IHal
{
    private readonly DmaEngine _engine = new();
    private readonly PowerDomain _clock = new();
    private PhysAddr _patternPaddr;
    private byte* _pattern;

    public int SetUp()
    {
        int error = _clock.Enable();
        if (error != 0)
            return error;

        var (paddr, vaddr) = THal.DmaAlloc(1, BufferDirection.DriverToDevice); //! HAL2002
        if (paddr == default)
        {
            error = -12;
            goto disable;
        }

        error = _engine.SubmitFill(paddr, HalConstants.PageSize, 0);
        if (error < 0)
            goto disable;

        _patternPaddr = paddr;
        _pattern = vaddr;
        return 0;

    disable:
        _clock.Disable();
        return error;
    }

    public int TearDown() => THal.DmaDealloc(_patternPaddr, _pattern, 1);
}
