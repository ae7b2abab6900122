using System;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux nvme (host memory buffer): where no chunk could be had the method returns and leaks the table of descriptors.
internal sealed unsafe class HostMemory<THal>(NvmeQueue admin)
    where THal : struct, IHal
{
    private const byte SetFeatures = 0x09;

    private readonly List<Dma<THal>> _chunks = [];
    private Dma<THal>? _table;

    public int Allocate(int count, nuint pagesEach)
    {
        var table = new Dma<THal>(1, BufferDirection.Both); //! HAL2002
        ulong* entry = table.Pointer<ulong>(0);
        count = Math.Min(count, HalConstants.PageSize / 16);
        for (int i = 0; i < count; i++)
        {
            if (!Dma<THal>.TryCreate(pagesEach, BufferDirection.Both, out Dma<THal>? chunk))
            {
                break;
            }

            entry[2 * i] = chunk.Paddr.Value;
            entry[2 * i + 1] = chunk.Pages;
            _chunks.Add(chunk);
        }

        if (_chunks.Count == 0)
        {
            Log.Info("no host memory for the controller");
            return -12;
        }

        _table = table;
        return admin.Submit(SetFeatures, table.Paddr, default);
    }

    public void Free()
    {
        _chunks.ForEach(c => c.Dispose());
        _chunks.Clear();
        _table?.Dispose();
        _table = null;
    }
}
