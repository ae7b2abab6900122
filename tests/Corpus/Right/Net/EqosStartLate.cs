using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in U-Boot (dwc_eth_qos): the register gets the address inside the scope, which lasts until the frame is sent or the channel
// stopped.
internal sealed class TailPointer<THal>(MmioRegion registers)
    where THal : struct, IHal
{
    private const nuint Control = 0x1104;
    private const nuint Tail = 0x1120;
    private const nuint Status = 0x1160;

    public bool Send(DmaBuffer frame)
    {
        using var mapped = new SharedScope<THal>(frame, DriverToDevice);
        registers.Write32(0x1124, (uint)frame.Length);
        registers.Write64(Tail, mapped.Paddr.Value);
        var deadline = Deadline.In(10);
        while ((registers.Read32(Status) & 1) == 0)
        {
            if (deadline.Expired)
            {
                registers.Write32(Control, 0);
                return false;
            }
        }

        return true;
    }
}
