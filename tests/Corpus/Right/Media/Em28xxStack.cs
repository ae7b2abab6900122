using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (em28xx and other USB media drivers): the two bytes of the request lie in native memory.
internal sealed class Bridge<THal>(Mailbox usb)
    where THal : struct, IHal
{
    private const uint WriteRegisters = 0x40;

    public int SetClock(byte register, byte value)
    {
        using var request = new PinnedBuffer(2);
        DmaBuffer buffer = request.Buffer;
        buffer[0] = register;
        buffer[1] = value;
        PhysAddr address = THal.Share(buffer, DriverToDevice);
        int error = usb.Execute(WriteRegisters, address);
        THal.Unshare(address, buffer, DriverToDevice);
        if (error < 0)
        {
            Log.Info($"register {register:x2} was not written");
        }

        return error;
    }
}
