using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in EDK2: "MdeModulePkg/UfsPassThruDxe: Correct size in UfsHc->FreeBuffer call" (5ac1dfc093): bytes where pages are asked
// for.
public sealed unsafe class UfsHost<THal>
    where THal : struct, IHal
{
    private readonly Device _controller;
    private DmaAllocation _commandDescriptor;
    private nuint _commandPages;

    public UfsHost(Device controller) => _controller = controller;

    public int AllocateCommonBuffer(nuint size)
    {
        nuint pages = HalConstants.PagesFor(size);
        DmaAllocation memory = THal.DmaAlloc(pages, Both);
        if (memory.Paddr == default)
        {
            return -12;
        }

        // The controller's descriptors hold 32 bits.
        if (memory.Paddr.Value + size > uint.MaxValue)
        {
            if (THal.DmaDealloc(memory.Paddr, memory.Vaddr, pages) != 0)
            {
                Log.Info("the command descriptor was not freed");
            }

            return -12;
        }

        _commandDescriptor = memory;
        _commandPages = pages;
        _controller.Program(memory.Paddr, (int)size);
        return 0;
    }

    public void Close()
    {
        _controller.Reset();
        if (_commandPages != 0)
        {
            _ = THal.DmaDealloc(_commandDescriptor.Paddr, _commandDescriptor.Vaddr, _commandPages);
            _commandPages = 0;
        }
    }
}
