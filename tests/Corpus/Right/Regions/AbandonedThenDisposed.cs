using System;
using Devices;
using Hal;

/// <summary>A region is abandoned when the device hangs; the using that runs afterwards does nothing.</summary>
public sealed class HungDevice<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public bool Run()
    {
        using var region = new Dma<THal>(4, BufferDirection.DeviceToDriver);
        _device.Program(region.Paddr, (int)region.Length);
        if (_device.Wait(100))
        {
            return region.AsSpan()[0] == 1;
        }

        _device.Reset();
        if (_device.Status != 0)
        {
            region.Abandon();
            Log.Info($"{region.Paddr} is lost");
        }

        return false;
    }

    public unsafe bool RunRaw()
    {
        var (paddr, vaddr) = THal.DmaAlloc(1, BufferDirection.DeviceToDriver);
        if (paddr == default)
        {
            return false;
        }

        _device.Program(paddr, HalConstants.PageSize);
        if (!_device.Wait(100))
        {
            DmaOwnership.Abandon<THal>(paddr);
            return false;
        }

        bool ok = vaddr[0] == 1;
        return THal.DmaDealloc(paddr, vaddr, 1) == 0 && ok;
    }
}
