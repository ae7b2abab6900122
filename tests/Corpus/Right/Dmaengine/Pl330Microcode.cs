using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (pl330): the early return leaves the memory to the finally block.
internal sealed unsafe class Microcode<THal>(DmaEngine engine)
    where THal : struct, IHal
{
    private const byte End = 0x00;
    private const byte Nop = 0x18;

    public int Test()
    {
        DmaAllocation code = THal.DmaAlloc(2, Both);
        if (code.Paddr == default)
        {
            return -12;
        }

        try
        {
            code.Vaddr[0] = Nop;
            code.Vaddr[1] = End;
            int cookie = engine.Submit(code.Paddr, code.Paddr + HalConstants.PageSize, 2);
            if (cookie < 0)
            {
                return cookie;
            }

            bool done = engine.WaitFor(cookie, 100);
            engine.Terminate();
            return done ? 0 : -110;
        }
        finally
        {
            _ = THal.DmaDealloc(code.Paddr, code.Vaddr, 2);
        }
    }
}
