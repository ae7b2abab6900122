using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "dmaengine: fsl-qdma: Fix a memory leak related to the queue command DMA".
public sealed unsafe class QdmaCommandQueue<THal>(DmaEngine engine)
    where THal : struct, IHal
{
    private const int CommandSize = 64;

    private DmaAllocation _commands;

    public int AllocateQueue(int entries)
    {
        nuint pages = HalConstants.PagesFor((nuint)(entries * CommandSize));
        DmaAllocation commands = THal.DmaAlloc(pages, Both);
        if (commands.Paddr == default)
        {
            return -12;
        }

        for (int i = 0; i < entries; i++)
        {
            *(int*)(commands.Vaddr + i * CommandSize) = i;
        }

        if (engine.SubmitFill(commands.Paddr, CommandSize, 0xFF) < 0)
        {
            Log.Info("the engine does not take the queue");
            _ = THal.DmaDealloc(commands.Paddr, commands.Vaddr, pages);
            return -5;
        }

        _commands = commands;
        return entries;
    }

    public int FreeQueue(nuint pages)
    {
        engine.Terminate();
        return THal.DmaDealloc(_commands.Paddr, _commands.Vaddr, pages);
    }
}
