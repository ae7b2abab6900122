using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "rtl8150: Use heap buffers for all register access": a register is read into a pinned buffer of the driver.
public sealed unsafe class Rtl8150<THal>(Device usb) : IDisposable
    where THal : struct, IHal
{
    public int Failures { get; private set; }

    private readonly PinnedBuffer _register = new(1);

    public bool ReadControl(out byte value)
    {
        DmaBuffer buffer = _register.Buffer;
        PhysAddr address = THal.Share(buffer, DeviceToDriver);
        bool read = usb.Submit(address, 1) && usb.Wait(500);
        if (!read)
        {
            usb.Reset();
            Failures++;
        }

        THal.Unshare(address, buffer, DeviceToDriver);
        value = read ? buffer[0] : (byte)0;
        return read;
    }

    public void Dispose() => _register.Dispose();
}
