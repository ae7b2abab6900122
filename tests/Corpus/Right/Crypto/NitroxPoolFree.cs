using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "crypto: cavium/nitrox - fix a DMA pool free failure": the context is given back by the address that the
// allocation returned.
public sealed unsafe class ContextTest<THal>(Device unit)
    where THal : struct, IHal
{
    private const int HeaderBytes = 64;
    private const int ContextBytes = 1024;

    public int LoadContext(byte tag)
    {
        var (dma, vaddr) = THal.DmaAlloc(1, BufferDirection.Both);
        if (dma == default)
        {
            return -12;
        }

        *(ulong*)vaddr = dma.Value;
        PhysAddr context = dma + HeaderBytes;
        byte* bytes = vaddr + HeaderBytes;
        bytes[0] = tag;
        unit.Program(context, ContextBytes);
        unit.Kick();
        if (!unit.Wait(100))
        {
            Log.Info("the context was not fetched");
        }

        unit.Reset();
        return THal.DmaDealloc(dma, vaddr, 1);
    }
}
