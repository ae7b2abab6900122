using System;
using System.Collections.Generic;
using Devices;
using Hal;

/// <summary>An emulator shares guest memory with a helper process at SET_MEM_TABLE and takes it back at the next one.</summary>
public sealed class MemoryTable<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly List<Shared<THal>> _regions = new();
    private readonly Device _process = new();

    public void Set(IReadOnlyList<DmaBuffer> regions)
    {
        var fresh = new List<Shared<THal>>(regions.Count);
        try
        {
            foreach (DmaBuffer region in regions)
            {
                fresh.Add(new Shared<THal>(region, BufferDirection.Both));
            }
        }
        catch (DmaException)
        {
            Release(fresh);
            throw;
        }

        _process.Reset();
        Release(_regions);
        _regions.AddRange(fresh);
        foreach (Shared<THal> region in _regions)
        {
            _process.Program(region.Paddr, region.Buffer.Length);
        }
    }

    private static void Release(List<Shared<THal>> regions)
    {
        foreach (Shared<THal> region in regions)
        {
            region.Unshare();
        }

        regions.Clear();
    }

    public void Dispose() => Release(_regions);
}
