using System;
using Devices;
using Hal;

namespace Drivers;

// Like fixes in U-Boot mmc (tmio): the address that came back goes to the controller and to the unmap.
internal sealed unsafe class TmioDma<THal>(MmcController host, DmaBuffer window, PhysAddr windowAddress)
    where THal : struct, IHal
{
    public int Write(uint block, ReadOnlySpan<byte> data)
    {
        if (data.Length > window.Length)
        {
            return -22;
        }

        data.CopyTo(window.AsSpan());
        PhysAddr paddr = THal.Share(window, BufferDirection.DriverToDevice);
        host.SetDataAddress(paddr);
        int error = host.SendCommand(24, block);
        if (error == 0 && host.TimedOut(250))
        {
            error = -110;
        }

        if (error != 0)
        {
            host.StopTransfer();
            Log.Address(windowAddress);
        }

        THal.Unshare(paddr, window, BufferDirection.DriverToDevice);
        return error;
    }
}
