using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (i2c-bcm-iproc): only the read branch notes that something is mapped, so that a write stays shared.
internal sealed class MessageTransfer<THal>
    where THal : struct, IHal
{
    private readonly Device _bus;

    public MessageTransfer(Device bus) => _bus = bus;

    public int Run(DmaBuffer message, bool isRead)
    {
        bool mapped = false;
        PhysAddr address;
        if (isRead)
        {
            address = THal.Share(message, DeviceToDriver);
            mapped = true;
        }
        else
        {
            address = THal.Share(message, DriverToDevice); //! HAL1002 (no fix: condition)
        }

        int result = _bus.Start(address, message.Length);
        if (result != 0)
        {
            _bus.Reset();
        }
        else if (!_bus.Wait(50))
        {
            _bus.Reset();
            result = -110;
        }

        if (mapped)
        {
            THal.Unshare(address, message, DeviceToDriver);
        }

        return result;
    }
}
