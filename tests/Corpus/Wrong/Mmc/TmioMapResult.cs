using System;
using Devices;
using Hal;

namespace Drivers;

// Like fixes in U-Boot mmc (tmio): the data is mapped for the sake of the caches, and the address that came back is dropped.
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
        THal.Share(window, BufferDirection.DriverToDevice); //! HAL1003
        host.SetDataAddress(windowAddress);
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

        return error;
    }
}
