using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux scsi (bnx2fc): the set-up allocates two pages for each context and the tear-down frees one.
public sealed unsafe class TaskContexts<THal>(MmioRegion registers)
    where THal : struct, IHal
{
    private const int Count = 8;
    private const nuint ContextPages = 2;
    private const nuint TablePages = 1;

    private readonly DmaAllocation[] _contexts = new DmaAllocation[Count];

    public int SetUp()
    {
        for (int i = 0; i < Count; i++)
        {
            if (_contexts[i].Paddr != default)
            {
                continue;
            }

            DmaAllocation context = THal.DmaAlloc(ContextPages, Both);
            if (context.Paddr == default)
            {
                return TearDown() == 0 ? -12 : -5;
            }

            _contexts[i] = context;
            registers.Write64((nuint)(i * 8), context.Paddr.Value);
        }

        return 0;
    }

    public int TearDown()
    {
        int status = 0;
        for (int i = 0; i < Count; i++)
        {
            if (_contexts[i].Paddr == default)
            {
                continue;
            }

            registers.Write64((nuint)(i * 8), 0);
            status |= THal.DmaDealloc(_contexts[i].Paddr, _contexts[i].Vaddr, TablePages); //! HAL2004
            _contexts[i] = default;
        }

        return status;
    }
}
