using Hal;
using Devices;

/// <summary>An SPI controller's set-up: a channel that cannot be started gives the page with the clear pattern back.</summary>
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

        var (paddr, vaddr) = THal.DmaAlloc(1, BufferDirection.DriverToDevice);
        if (paddr == default)
        {
            error = -12;
            goto disable;
        }

        error = _engine.SubmitFill(paddr, HalConstants.PageSize, 0);
        if (error < 0)
            goto free;

        _patternPaddr = paddr;
        _pattern = vaddr;
        return 0;

    free:
        if (THal.DmaDealloc(paddr, vaddr, 1) != 0)
            Log.Info("the page was not taken back");
    disable:
        _clock.Disable();
        return error;
    }

    public int TearDown() => THal.DmaDealloc(_patternPaddr, _pattern, 1);
}
