using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in U-Boot (fpga zynqpl): the engine is given the address that Share returned.
internal sealed class BitstreamLoader<THal>(DmaEngine pcap, PhysAddr port)
    where THal : struct, IHal
{
    public int Load(DmaBuffer bitstream)
    {
        PhysAddr mapped = THal.Share(bitstream, DriverToDevice);
        Log.Info($"{bitstream.Length} bytes");
        int cookie = pcap.Submit(mapped, port, bitstream.Length);
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
