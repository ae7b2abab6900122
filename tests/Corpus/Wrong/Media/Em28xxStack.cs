using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (em28xx and other USB media drivers): the two bytes of the request lie in the method's frame.
internal sealed unsafe class Bridge<THal>(Mailbox usb)
    where THal : struct, IHal
{
    private const uint WriteRegisters = 0x40;

    public int SetClock(byte register, byte value)
    {
        byte* request = stackalloc byte[2];
        request[0] = register;
        request[1] = value;
        var buffer = new DmaBuffer(request, 2);
        PhysAddr address = THal.Share(buffer, DriverToDevice); //! HAL1014
        int error = usb.Execute(WriteRegisters, address);
        THal.Unshare(address, buffer, DriverToDevice);
        if (error < 0)
        {
            Log.Info($"register {register:x2} was not written");
        }

        return error;
    }
}
