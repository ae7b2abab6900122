using Hal;
using Devices;

/// <summary>A USB mass storage gadget that frees the allocation of which its buffers are parts.</summary>
public sealed unsafe class MassStorage<THal>
    where THal : struct, IHal
{
    private const int BufferPages = 4;
    private readonly Device _udc = new();

    public int Run()
    {
        DmaAllocation buffers = THal.DmaAlloc(2 * BufferPages, BufferDirection.Both);
        if (buffers.Paddr == default)
        {
            return -12;
        }

        PhysAddr second = buffers.Paddr + BufferPages * HalConstants.PageSize;
        byte* secondMemory = buffers.Vaddr + BufferPages * HalConstants.PageSize;
        _udc.Program(buffers.Paddr, BufferPages * HalConstants.PageSize);
        _udc.Program(second, BufferPages * HalConstants.PageSize);
        int transferred = _udc.Wait(5000) ? secondMemory[0] : 0;
        _udc.Reset();
        int status = THal.DmaDealloc(buffers.Paddr, buffers.Vaddr, 2 * BufferPages);
        return status == 0 ? transferred : status;
    }
}
