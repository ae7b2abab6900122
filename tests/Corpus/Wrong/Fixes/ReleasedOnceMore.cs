using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

/// <summary>What a member of the type has released by its field, or in a helper, is not released once more.</summary>
internal sealed unsafe class ReleasedByField<THal>(Device port)
    where THal : struct, IHal
{
    private DmaAllocation _block;
    private PhysAddr _a;
    private DmaBuffer _b;

    public void Start()
    {
        _block = THal.DmaAlloc(1, Both);
    }

    public int Remove()
    {
        int status = THal.DmaDealloc(_block.Paddr, _block.Vaddr, 1);
        port.Reset();
        status |= THal.DmaDealloc(_block.Paddr, _block.Vaddr, 1); //! HAL2003
        _block = default;
        return status;
    }

    public void Map(DmaBuffer b)
    {
        _a = THal.Share(b, Both);
        _b = b;
    }

    public void Unmap()
    {
        THal.Unshare(_a, _b, Both);
        THal.Unshare(_a, _b, Both); //! HAL1004
    }
}

internal sealed unsafe class ReleasedByHelper<THal>(Device port)
    where THal : struct, IHal
{
    private DmaAllocation _block;
    private PhysAddr _a;
    private DmaBuffer _b;

    public void Start()
    {
        _block = THal.DmaAlloc(1, Both);
    }

    public int Remove()
    {
        int status = Stop();
        status |= THal.DmaDealloc(_block.Paddr, _block.Vaddr, 1); //! HAL2003
        _block = default;
        return status;
    }

    public int Stop()
    {
        port.Reset();
        return THal.DmaDealloc(_block.Paddr, _block.Vaddr, 1);
    }

    public void Map(DmaBuffer b)
    {
        _a = THal.Share(b, Both);
        _b = b;
    }

    public void Unmap()
    {
        End();
        THal.Unshare(_a, _b, Both); //! HAL1004
    }

    private void End()
    {
        THal.Unshare(_a, _b, Both);
    }
}
