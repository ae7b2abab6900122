using System;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// The two-level page tables of a GPU's address space. Leaf tables are made on demand and kept in an array beside the directory; teardown
// goes leaf by leaf.
internal sealed unsafe class PageDirectory<THal> : IDisposable
    where THal : struct, IHal
{
    private const int Entries = HalConstants.PageSize / sizeof(ulong);
    private const ulong Present = 1;

    private readonly Device _gpu;
    private readonly Dma<THal> _directory;
    private readonly Dma<THal>?[] _leaves = new Dma<THal>?[Entries];

    public PageDirectory(Device gpu)
    {
        _gpu = gpu;
        _directory = new Dma<THal>(1, BufferDirection.DriverToDevice);
        _gpu.Program(_directory.Paddr, HalConstants.PageSize);
    }

    public bool Map(uint page, PhysAddr target)
    {
        uint index = page / Entries;
        if (index >= Entries)
        {
            return false;
        }

        Dma<THal>? leaf = _leaves[index];
        if (leaf is null)
        {
            if (!Dma<THal>.TryCreate(1, BufferDirection.DriverToDevice, out leaf))
            {
                return false;
            }

            _leaves[index] = leaf;
            Volatile.Write(ref _directory.Pointer<ulong>(0)[index], leaf.Paddr.Value | Present);
        }

        Volatile.Write(ref leaf.Pointer<ulong>(0)[page % Entries], target.Value | Present);
        return true;
    }

    public void Unmap(uint page)
    {
        uint index = page / Entries;
        if (index < Entries && _leaves[index] is { } leaf)
        {
            Volatile.Write(ref leaf.Pointer<ulong>(0)[page % Entries], 0);
            _gpu.Kick();
        }
    }

    public void Dispose()
    {
        _gpu.Reset();
        for (int i = 0; i < _leaves.Length; i++)
        {
            _leaves[i]?.Dispose();
            _leaves[i] = null;
        }

        _directory.Dispose();
    }
}
