using System;
using System.Threading;
using Hal;

namespace Drivers;

/// <summary>A GPU's page tables in three levels; tables are made when an address needs them, and freed as a tree.</summary>
public sealed unsafe class GpuTables<THal> : IDisposable
    where THal : struct, IHal
{
    private const int Fan = 512;

    private sealed class Table(Dma<THal> memory, bool leaf)
    {
        public Dma<THal> Memory { get; } = memory;

        public Table?[] Children { get; } = leaf ? [] : new Table?[Fan];

        public ulong* Entries => Memory.Pointer<ulong>(0);
    }

    private readonly Table _root = new(new Dma<THal>(1, BufferDirection.Both), leaf: false);

    public PhysAddr Root => _root.Memory.Paddr;

    private static Table? Descend(Table parent, int index, bool leaf)
    {
        if (parent.Children[index] is { } existing)
        {
            return existing;
        }

        if (!Dma<THal>.TryCreate(1, BufferDirection.Both, out Dma<THal>? memory))
        {
            return null;
        }

        var table = new Table(memory, leaf);
        parent.Children[index] = table;
        Volatile.Write(ref parent.Entries[index], memory.Paddr.Value | 1);
        return table;
    }

    public bool Map(ulong virtualAddress, PhysAddr physical)
    {
        Table? directory = Descend(_root, (int)(virtualAddress >> 30) & (Fan - 1), leaf: false);
        if (directory is null)
        {
            return false;
        }

        Table? leafTable = Descend(directory, (int)(virtualAddress >> 21) & (Fan - 1), leaf: true);
        if (leafTable is null)
        {
            return false;
        }

        Volatile.Write(ref leafTable.Entries[(virtualAddress >> 12) & (Fan - 1)], physical.Value | 3);
        return true;
    }

    /// <summary>To be called when the GPU has left the address space.</summary>
    public void Dispose() => Free(_root);

    private static void Free(Table table)
    {
        foreach (Table? child in table.Children)
        {
            if (child is not null)
            {
                Free(child);
            }
        }

        table.Memory.Dispose();
    }
}
