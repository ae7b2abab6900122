using Devices;
using Hal;

namespace Drivers;

// A probe function in the style of a kernel, with labels that undo what was done so far. Each label undoes exactly what stands above it;
// on success everything is kept for Remove.
internal sealed class ProbeWithGoto<THal>
    where THal : struct, IHal
{
    private readonly Device _device;
    private readonly PowerDomain _power;
    private readonly InterruptLine _interrupt;
    private Dma<THal>? _ring;
    private Dma<THal>? _status;

    public ProbeWithGoto(Device device, PowerDomain power, InterruptLine interrupt)
    {
        _device = device;
        _power = power;
        _interrupt = interrupt;
    }

    public int Probe()
    {
        int error = _power.Enable();
        if (error != 0)
        {
            return error;
        }

        error = -12;
        if (!Dma<THal>.TryCreate(4, BufferDirection.Both, out Dma<THal>? ring))
        {
            goto PowerOff;
        }

        if (!Dma<THal>.TryCreate(1, BufferDirection.DeviceToDriver, out Dma<THal>? status))
        {
            goto FreeRing;
        }

        error = -16;
        if (!_interrupt.TryAttach(OnInterrupt))
        {
            goto FreeStatus;
        }

        _ring = ring;
        _status = status;
        _device.WriteRegister(0x00, ring.Paddr.Value);
        _device.WriteRegister(0x08, status.Paddr.Value);
        return 0;

    FreeStatus:
        status.Dispose();
    FreeRing:
        ring.Dispose();
    PowerOff:
        _power.Disable();
        return error;
    }

    public void Remove()
    {
        _interrupt.Detach();
        _device.Reset();
        _status?.Dispose();
        _ring?.Dispose();
        _status = null;
        _ring = null;
        _power.Disable();
    }

    private void OnInterrupt() => _device.Kick();
}
