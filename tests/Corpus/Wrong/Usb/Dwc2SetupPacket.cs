using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Zephyr: "drivers: usb: uhc_dwc2: maintain the data cache around DMA transfers" (pull request 118612): the controller
// read stale set-up packets.
public sealed unsafe class UhcDwc2<THal>(Device channel)
    where THal : struct, IHal
{
    public int Control(DmaBuffer setup, byte request, ushort value, ushort length)
    {
        setup.AsSpan().Clear();
        setup[0] = 0x80;
        setup[2] = (byte)value;
        setup[3] = (byte)(value >> 8);
        setup[6] = (byte)length;
        setup[7] = (byte)(length >> 8);
        PhysAddr address = THal.Share(setup, DriverToDevice);
        setup[1] = request; //! HAL1007
        bool done = channel.Submit(address, 8) && channel.Wait(50);
        if (!done)
        {
            channel.Reset();
        }

        THal.Unshare(address, setup, DriverToDevice);
        return done ? channel.Status : -110;
    }
}
