using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in NuttX: "bcm2711/mailbox: Invalidate cache before read" (7bf0f26ec26): the VideoCore's answer was read as the CPU had
// it in its cache.
public sealed unsafe class Bcm2711Mailbox<THal>(MmioRegion registers)
    where THal : struct, IHal
{
    private const uint Success = 0x8000_0000;
    private const nuint Write = 0x20;
    private const nuint Status = 0x38;

    public int SendRequest(DmaBuffer message)
    {
        uint* words = (uint*)message.Pointer;
        words[0] = (uint)message.Length;
        words[1] = 0;
        PhysAddr address = THal.Share(message, Both);
        registers.Write32(Write, (uint)address.Value | 8);
        while ((registers.Read32(Status) & 0x4000_0000) != 0)
        {
        }

        THal.Unshare(address, message, Both);
        return words[1] == Success ? 0 : -5;
    }
}
