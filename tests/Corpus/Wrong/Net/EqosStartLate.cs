using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in U-Boot (dwc_eth_qos): the register gets the address after the scope that shares it has ended.
internal sealed class TailPointer<THal>(MmioRegion registers)
    where THal : struct, IHal
{
    private const nuint Tail = 0x1120;
    private const nuint Status = 0x1160;

    public bool Send(DmaBuffer frame)
    {
        PhysAddr tail;
        using (var mapped = new SharedScope<THal>(frame, DriverToDevice))
        {
            tail = mapped.Paddr;
            registers.Write32(0x1124, (uint)frame.Length);
        }

        registers.Write64(Tail, tail.Value); //! HAL1010
        var deadline = Deadline.In(10);
        while ((registers.Read32(Status) & 1) == 0)
        {
            if (deadline.Expired)
            {
                return false;
            }
        }

        return true;
    }
}
