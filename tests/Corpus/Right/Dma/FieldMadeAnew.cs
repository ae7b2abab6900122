using System;
using Devices;
using Hal;

/// <summary>A field's region is disposed and made anew, and elements of a list are disposed one by one; the others stay in use.</summary>
public sealed unsafe class MadeAnew<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _device = new();
    private readonly Dma<THal>[] _many = new Dma<THal>[4];
    private Dma<THal> _region = new(1, BufferDirection.Both);

    public MadeAnew()
    {
        for (int i = 0; i < _many.Length; i++)
        {
            _many[i] = new Dma<THal>(1, BufferDirection.Both);
        }
    }

    public void Restart(nuint pages)
    {
        _device.Reset();
        _region.Dispose();
        _region = new Dma<THal>(pages, BufferDirection.Both);
        *_region.Vaddr(0) = 1;
        _device.Program(_region.Paddr, 4096);
    }

    public void Drop(int index)
    {
        _many[index].Dispose();
        int other = (index + 1) % _many.Length;
        *_many[other].Vaddr(0) = 2;
        _device.Program(_many[other].Paddr, 4096);
        _many[index] = new Dma<THal>(2, BufferDirection.Both);
        *_many[index].Vaddr(4096) = 3;
    }

    public void Dispose()
    {
        _region.Dispose();
        foreach (Dma<THal> region in _many)
        {
            region.Dispose();
        }
    }
}
