using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in U-Boot (fpga zynqpl): the engine is given an address that is made from the buffer's pointer by way of an nint.
internal sealed unsafe class BitstreamLoader<THal>(DmaEngine pcap, PhysAddr port)
    where THal : struct, IHal
{
    public int Load(DmaBuffer bitstream)
    {
        PhysAddr mapped = THal.Share(bitstream, DriverToDevice);
        nint raw = (nint)bitstream.Pointer;
        Log.Info($"{bitstream.Length} bytes");
        PhysAddr source = new(unchecked((ulong)raw));
        int cookie = pcap.Submit(source, port, bitstream.Length); //! HAL1015
        if (cookie >= 0 && !pcap.WaitFor(cookie, 5000))
        {
            pcap.Terminate();
            Log.Info("pcap: no end of the bitstream");
            cookie = -110;
        }

        THal.Unshare(mapped, bitstream, DriverToDevice);
        return Math.Min(cookie, 0);
    }
}
