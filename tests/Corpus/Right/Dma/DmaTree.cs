using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A tree of memory: every node is a region, and a parent gives its children back before itself.</summary>
public sealed class RegionTree<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly List<RegionTree<THal>> _children = [];

    private RegionTree(Dma<THal> memory) => Memory = memory;

    public Dma<THal> Memory { get; }

    public static RegionTree<THal>? Build(int depth, int fanOut, nuint pages)
    {
        if (!Dma<THal>.TryCreate(pages, Both, out Dma<THal>? memory))
        {
            return null;
        }

        var node = new RegionTree<THal>(memory);
        for (int i = 0; depth > 0 && i < fanOut; i++)
        {
            if (Build(depth - 1, fanOut, pages) is not { } child)
            {
                node.Dispose();
                return null;
            }

            node._children.Add(child);
            BinaryPrimitives.WriteUInt64LittleEndian(memory.AsSpan()[(i * 8)..], child.Memory.Paddr.Value);
        }

        return node;
    }

    public int Count() => 1 + _children.Sum(static child => child.Count());

    public void Dispose()
    {
        foreach (RegionTree<THal> child in _children)
        {
            child.Dispose();
        }

        _children.Clear();
        Memory.Dispose();
    }
}
