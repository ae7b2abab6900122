using Hal;
using Devices;

/// <summary>A USB controller's set-up with three allocations: the last failure gives back both others.</summary>
public sealed unsafe class Dwc3<THal>
    where THal : struct, IHal
{
    private readonly Device _core = new();
    private Dma<THal>? _control;
    private Dma<THal>? _trb;
    private Dma<THal>? _setup;

    public int Initialize()
    {
        if (!Dma<THal>.TryCreate(1, BufferDirection.Both, out Dma<THal>? control))
            return -12;

        if (!Dma<THal>.TryCreate(1, BufferDirection.Both, out Dma<THal>? trb))
        {
            control.Dispose();
            return -12;
        }

        if (!Dma<THal>.TryCreate(1, BufferDirection.Both, out Dma<THal>? setup))
        {
            trb.Dispose();
            control.Dispose();
            return -12;
        }

        _control = control;
        _trb = trb;
        _setup = setup;
        _core.Program(control.Paddr, HalConstants.PageSize);
        return 0;
    }

    public void Free()
    {
        _setup?.Dispose();
        _trb?.Dispose();
        _control?.Dispose();
    }
}
