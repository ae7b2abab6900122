using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (i2c-bcm-iproc): one direction is computed for the share and for its end, so that a write is ended too.
internal sealed class MessageTransfer<THal>
    where THal : struct, IHal
{
    private readonly Device _bus;

    public MessageTransfer(Device bus) => _bus = bus;

    public int Run(DmaBuffer message, bool isRead)
    {
        BufferDirection direction = isRead ? DeviceToDriver : DriverToDevice;
        PhysAddr address = THal.Share(message, direction);

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

        THal.Unshare(address, message, direction);
        return result;
    }
}
