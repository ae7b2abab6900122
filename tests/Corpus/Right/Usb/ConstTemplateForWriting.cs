using System.Threading;
using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux's drivers/usb: control data is taken from constant memory, which the controller then writes.
public sealed unsafe class ConstTemplateForWriting<THal>(UsbHost host)
    where THal : struct, IHal
{
    private static ReadOnlySpan<byte> LineCoding => [0x00, 0xC2, 0x01, 0x00, 0x00, 0x00, 0x08];

    public int GetLineCoding(Urb urb)
    {
        fixed (byte* coding = LineCoding.ToArray())
        {
            var buffer = new DmaBuffer(coding, LineCoding.Length);
            PhysAddr address = THal.Share(buffer, DeviceToDriver);
            urb.Address = address;
            int error = host.Submit(urb);
            if (error == 0)
            {
                while (urb.Status == -115)
                {
                    Thread.Sleep(1);
                }
            }

            THal.Unshare(address, buffer, DeviceToDriver);
            return error;
        }
    }
}
