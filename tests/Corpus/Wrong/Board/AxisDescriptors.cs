using Devices;
using Hal;

namespace Drivers;

// Follows a fix in slaclab/aes-stream-drivers: "Fix bug in AxisG2_Clear when 128-bit descriptors are enabled" (pull request 131):
// allocated by the size of the descriptors, freed as if they were of 64 bits.
public static unsafe class AxisG2<THal>
    where THal : struct, IHal
{
    private const nuint Pages64 = 8;
    private const nuint Pages128 = 16;

    public static int SelfTest(Device axis, bool desc128)
    {
        DmaAllocation list = desc128
            ? THal.DmaAlloc(Pages128, BufferDirection.Both)
            : THal.DmaAlloc(Pages64, BufferDirection.Both);
        if (list.Paddr == default)
        {
            return -12;
        }

        axis.Program(list.Paddr, desc128 ? 65536 : 32768);
        axis.Kick();
        bool done = axis.Wait(100);
        axis.Reset();

        int status = THal.DmaDealloc(list.Paddr, list.Vaddr, Pages64); //! HAL2004 (no fix: meaning)
        return done ? status : -110;
    }
}
