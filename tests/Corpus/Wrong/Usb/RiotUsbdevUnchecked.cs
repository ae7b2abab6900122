using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in RIOT (usbdev_synopsys): the controller is given the address before it is tested.
internal sealed unsafe class EndpointMemory<THal>(Device usb)
    where THal : struct, IHal
{
    public int Enumerate()
    {
        var (setup, packet) = THal.DmaAlloc(1, DeviceToDriver);
        usb.Program(setup, 64); //! HAL2006
        if (setup == default)
        {
            usb.Reset();
            return -12;
        }

        int request = -110;
        if (usb.Wait(1000))
        {
            request = packet[1];
        }

        usb.Reset();
        return THal.DmaDealloc(setup, packet, 1) == 0 ? request : -5;
    }
}
