using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (pcnet32): the pointer was moved over the init block.
internal sealed unsafe class InitBlock<THal>(Device lance)
    where THal : struct, IHal
{
    private const int BlockSize = 32;

    public int Start(ushort mode)
    {
        DmaAllocation memory = THal.DmaAlloc(1, Both);
        if (memory.Paddr == default)
        {
            return -12;
        }

        byte* cursor = memory.Vaddr;
        *(ushort*)cursor = mode;
        cursor += BlockSize;
        ((Descriptor*)cursor)->Address = (memory.Paddr + 1024).Value;
        lance.Program(memory.Paddr, BlockSize);
        int status = lance.Wait(100) ? 0 : -110;
        lance.Reset();
        int freed = THal.DmaDealloc(memory.Paddr, cursor, 1); //! HAL2005
        return status + freed;
    }
}
