using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (usb gadget controllers): the address is unshared and then programmed.
internal sealed class ControlEndpoint<THal>(Device controller)
    where THal : struct, IHal
{
    public bool SendStatus(DmaBuffer reply, byte status)
    {
        reply[0] = status;
        reply[1] = 0;
        PhysAddr address = THal.Share(reply, DriverToDevice);
        THal.Unshare(address, reply, DriverToDevice);
        controller.WriteRegister(0x1b0, 1);
        controller.Program(address, 2); //! HAL1010
        controller.Kick();
        bool sent = controller.Wait(5);
        if (!sent)
        {
            controller.Reset();
            Log.Info("udc: the status stage was not taken");
        }

        return sent;
    }
}
