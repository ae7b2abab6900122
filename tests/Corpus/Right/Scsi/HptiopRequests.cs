using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (hptiop, mvumi): the loop that gives the requests back starts with the first.
internal sealed unsafe class RequestPool<THal>(Device hba)
    where THal : struct, IHal
{
    private DmaAllocation[] _requests = Array.Empty<DmaAllocation>();

    public bool Prepare(int count)
    {
        if (count < 1)
        {
            return false;
        }

        var made = new DmaAllocation[count];
        for (int i = 0; i < count; i++)
        {
            DmaAllocation request = THal.DmaAlloc(1, Both);
            if (request.Paddr == default)
            {
                for (int j = 0; j < i; j++)
                {
                    _ = THal.DmaDealloc(made[j].Paddr, made[j].Vaddr, 1);
                }

                return false;
            }

            made[i] = request;
        }

        hba.Program(made[0].Paddr, HalConstants.PageSize);
        _requests = made;
        return true;
    }

    public void Remove()
    {
        hba.Reset();
        foreach (DmaAllocation request in _requests)
        {
            _ = THal.DmaDealloc(request.Paddr, request.Vaddr, 1);
        }

        _requests = Array.Empty<DmaAllocation>();
    }
}
