using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Windows drivers (miniports): the second allocation has failed, and the error path gives it back with the first.
internal sealed unsafe class AdapterMemory<THal>(Device adapter)
    where THal : struct, IHal
{
    public int Verify()
    {
        DmaAllocation requests = THal.DmaAlloc(2, Both);
        if (requests.Paddr == default)
        {
            return -12;
        }

        DmaAllocation replies = THal.DmaAlloc(1, Both);
        if (replies.Paddr == default)
        {
            _ = THal.DmaDealloc(replies.Paddr, replies.Vaddr, 1); //! HAL2001
            _ = THal.DmaDealloc(requests.Paddr, requests.Vaddr, 2);
            return -12;
        }

        adapter.Program(requests.Paddr, 64);
        adapter.Program(replies.Paddr, 64);
        bool alive = adapter.Wait(100);
        adapter.Reset();
        int status = THal.DmaDealloc(replies.Paddr, replies.Vaddr, 1);
        status |= THal.DmaDealloc(requests.Paddr, requests.Vaddr, 2);
        return status != 0 ? -5 : alive ? 0 : -19;
    }
}
