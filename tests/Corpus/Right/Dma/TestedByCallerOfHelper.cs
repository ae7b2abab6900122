using Devices;
using Hal;

/// <summary>A helper returns the allocation as it came; its callers test it. Another throws, so that its callers need not.</summary>
public sealed unsafe class HelperAllocates<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    private static DmaAllocation Allocate(int bytes) => THal.DmaAlloc(HalConstants.PagesFor((nuint)bytes), BufferDirection.Both);

    private static DmaAllocation AllocateOrThrow(int bytes)
    {
        DmaAllocation memory = Allocate(bytes);
        if (memory.Paddr == default)
        {
            throw new DmaException($"{bytes} bytes");
        }

        return memory;
    }

    private static void Free(DmaAllocation memory, int bytes)
    {
        int status = THal.DmaDealloc(memory.Paddr, memory.Vaddr, HalConstants.PagesFor((nuint)bytes));
        if (status != 0)
        {
            Log.Info($"status {status}");
        }
    }

    public int Run(int bytes)
    {
        DmaAllocation memory = Allocate(bytes);
        if (memory.Paddr == default)
        {
            return -12;
        }

        *memory.Vaddr = 1;
        int status = _device.Start(memory.Paddr, bytes);
        Free(memory, bytes);
        return status;
    }

    public int RunOrThrow(int bytes)
    {
        DmaAllocation memory = AllocateOrThrow(bytes);
        try
        {
            *memory.Vaddr = 1;
            return _device.Start(memory.Paddr, bytes);
        }
        finally
        {
            Free(memory, bytes);
        }
    }
}
