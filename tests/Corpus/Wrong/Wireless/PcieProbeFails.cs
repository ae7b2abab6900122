using Hal;
using Devices;

// Follows a fix in bluetooth-next, pull request 429.
/// <summary>A Bluetooth controller's probe: a firmware that does not start leaves the context page behind.</summary>
public sealed unsafe class BluetoothProbe<THal>
    where THal : struct, IHal
{
    private readonly Device _controller = new();
    private readonly InterruptLine _interrupt = new();
    private Dma<THal>? _context;
    private Dma<THal>? _events;

    public int Probe()
    {
        var context = new Dma<THal>(1, BufferDirection.Both); //! HAL2002
        var events = new Dma<THal>(4, BufferDirection.DeviceToDriver);
        _controller.Program(context.Paddr, HalConstants.PageSize);
        if (!_controller.Wait(2000))
        {
            _controller.Reset();
            events.Dispose();
            return -110;
        }

        if (!_interrupt.TryAttach(Serve))
        {
            _controller.Reset();
            events.Dispose();
            context.Dispose();
            return -16;
        }

        (_context, _events) = (context, events);
        return 0;
    }

    public void Remove()
    {
        _controller.Reset();
        _events?.Dispose();
        _context?.Dispose();
    }

    private void Serve() => _controller.Poll();
}
