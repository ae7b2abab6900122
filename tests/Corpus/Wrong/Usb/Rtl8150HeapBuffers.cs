using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "rtl8150: Use heap buffers for all register access": a register is read into a variable on the stack.
public sealed unsafe class Rtl8150<THal>(Device usb)
    where THal : struct, IHal
{
    public int Failures { get; private set; }

    public bool ReadControl(out byte value)
    {
        byte control = 0;
        DmaBuffer buffer = DmaBuffer.Of(&control);
        PhysAddr address = THal.Share(buffer, DeviceToDriver); //! HAL1014
        bool read = usb.Submit(address, 1) && usb.Wait(500);
        if (!read)
        {
            usb.Reset();
            Failures++;
        }

        THal.Unshare(address, buffer, DeviceToDriver);
        value = read ? control : (byte)0;
        return read;
    }
}
