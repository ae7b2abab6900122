using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A DriverToDevice share may be read by the driver at any time, and its address may be written into DMA memory.
public sealed class ReadsWhileDeviceReads<THal>(Device device)
    where THal : struct, IHal
{
    public uint SendWithChecksum(DmaBuffer frame)
    {
        PhysAddr paddr = THal.Share(frame, DriverToDevice);
        device.Program(paddr, frame.Length);
        uint sum = 0;
        foreach (byte value in frame.AsReadOnlySpan())
        {
            sum = (sum << 1 | sum >> 31) ^ value;
        }

        device.WriteRegister(0x30, sum);
        device.Wait(10);
        THal.Unshare(paddr, frame, DriverToDevice);
        return sum;
    }
}
