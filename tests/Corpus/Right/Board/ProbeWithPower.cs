using Devices;
using Hal;

namespace Drivers;

// Probe and remove of a device with power, interrupt, ring and one status block. A step number says how far the probe came, and the
// unwinding falls through the steps below it.
public sealed class PoweredDriver<THal>
    where THal : struct, IHal
{
    private readonly PowerDomain _power;
    private readonly InterruptLine _line;
    private readonly Device _device;
    private readonly DmaBuffer _status;
    private Dma<THal>? _ring;
    private PhysAddr _statusAddress;
    private int _step;

    public PoweredDriver(PowerDomain power, InterruptLine line, Device device, DmaBuffer status)
    {
        _power = power;
        _line = line;
        _device = device;
        _status = status;
    }

    public bool Probe()
    {
        if (_step != 0)
        {
            return true;
        }

        try
        {
            if (_power.Enable() == 0)
            {
                _step = 1;
                _ring = new Dma<THal>(4, BufferDirection.Both);
                _step = 2;
                _statusAddress = THal.Share(_status, BufferDirection.DeviceToDriver);
                _step = 3;
                _device.Program(_ring.Paddr, (int)_ring.Length);
                _device.Program(_statusAddress, _status.Length);
                if (_line.TryAttach(() => _device.Poll()))
                {
                    _step = 4;
                    return true;
                }
            }
        }
        catch (DmaException thrown)
        {
            Log.Info(thrown.Message);
        }

        Remove();
        return false;
    }

    public void Remove()
    {
        switch (_step)
        {
            case 4:
                _line.Detach();
                goto case 3;
            case 3:
                _device.Reset();
                THal.Unshare(_statusAddress, _status, BufferDirection.DeviceToDriver);
                goto case 2;
            case 2:
                _ring!.Dispose();
                _ring = null;
                goto case 1;
            case 1:
                _power.Disable();
                break;
        }

        _step = 0;
    }
}
