using Hal;
using Devices;

/// <summary>A Bluetooth controller's probe: each failure gives back what was allocated before it.</summary>
public sealed unsafe class BluetoothProbe<THal>
    where THal : struct, IHal
{
    private readonly Device _controller = new();
    private readonly InterruptLine _interrupt = new();
    private Dma<THal>? _context;
    private Dma<THal>? _events;

    public int Probe()
    {
        var context = new Dma<THal>(1, BufferDirection.Both);
        var events = new Dma<THal>(4, BufferDirection.DeviceToDriver);
        _controller.Program(context.Paddr, HalConstants.PageSize);
        if (!_controller.Wait(2000))
        {
            _controller.Reset();
            events.Dispose();
            context.Dispose();
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
