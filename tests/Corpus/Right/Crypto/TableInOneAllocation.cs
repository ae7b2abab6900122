using Devices;
using Hal;

namespace Drivers;

/// <summary>One allocation holds the request table, its sizes are computed by shifts, and the parts are found by offsets.</summary>
public sealed unsafe class BulkRequest<THal>
    where THal : struct, IHal
{
    private const int EntryShift = 4;

    private readonly int _count;
    private readonly nuint _bytes;
    private PhysAddr _paddr;
    private byte* _vaddr;

    public BulkRequest(int count)
    {
        _count = count;
        _bytes = ((nuint)count << EntryShift) + 64;
    }

    private nuint Pages => (_bytes + (HalConstants.PageSize - 1)) >> 12;

    public bool Open()
    {
        if (_vaddr != null)
        {
            return true;
        }

        DmaAllocation memory = THal.DmaAlloc(Pages, BufferDirection.Both);
        if (memory.Paddr == default)
        {
            return false;
        }

        (_paddr, _vaddr) = memory;
        ((ulong*)_vaddr)[0] = (ulong)_count;
        return true;
    }

    public void Set(int index, PhysAddr address, int length)
    {
        ulong* entry = (ulong*)(_vaddr + 64 + (index << EntryShift));
        entry[0] = address.Value;
        entry[1] = (uint)length;
    }

    public int Run(Mailbox mailbox) => mailbox.Execute(0x21, _paddr, _paddr + 32);

    public int Close()
    {
        if (_vaddr == null)
        {
            return 0;
        }

        int status = THal.DmaDealloc(_paddr, _vaddr, Pages);
        _paddr = default;
        _vaddr = null;
        return status;
    }
}
