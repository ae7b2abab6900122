using Devices;
using Hal;

/// <summary>Address and pointer of an allocation through tuples, casts, structs and a cursor that is moved back.</summary>
public sealed unsafe class AllocationParts<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int ThroughIntegers()
    {
        DmaAllocation memory = THal.DmaAlloc(1, BufferDirection.Both);
        if (memory.Paddr == default)
        {
            return -12;
        }

        (ulong Address, nint Pointer) saved = (memory.Paddr.Value, (nint)memory.Vaddr);
        _device.Start(memory.Paddr, 4096);
        return THal.DmaDealloc(new PhysAddr(saved.Address), (byte*)saved.Pointer, 1);
    }

    public int CursorMovedBack(int entries)
    {
        var (paddr, cursor) = THal.DmaAlloc(1, BufferDirection.Both);
        if (paddr == default)
        {
            return -12;
        }

        byte* start = cursor;
        for (int i = 0; i < entries; i++)
        {
            *(ulong*)cursor = (ulong)i;
            cursor += sizeof(ulong);
        }

        _device.Start(paddr, entries * sizeof(ulong));
        int used = (int)(cursor - start);
        return THal.DmaDealloc(paddr, cursor - used, 1);
    }

    public int Copied()
    {
        DmaAllocation first = THal.DmaAlloc(1, BufferDirection.Both);
        DmaAllocation second = first;
        if (second.Paddr == default)
        {
            return -12;
        }

        var rebuilt = new DmaAllocation(first.Paddr, second.Vaddr);
        return THal.DmaDealloc(rebuilt.Paddr, first.Vaddr, 1);
    }
}
