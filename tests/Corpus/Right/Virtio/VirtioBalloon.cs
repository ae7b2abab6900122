using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A balloon: page numbers are told to the host in batches.</summary>
public sealed unsafe class VirtioBalloon<THal> : IDisposable
    where THal : struct, IHal
{
    private const int Batch = 256;

    private readonly Device _device;
    private readonly PinnedBuffer _numbers = new(Batch * sizeof(uint));
    private readonly Stack<Dma<THal>> _given = new();

    public VirtioBalloon(Device device) => _device = device;

    public int Inflate(int pages)
    {
        int inflated = 0;
        var batch = new List<Dma<THal>>(Batch);
        while (inflated < pages)
        {
            batch.Clear();
            while (batch.Count < Math.Min(Batch, pages - inflated) && Dma<THal>.TryCreate(1, Both, out var page))
            {
                batch.Add(page);
            }

            if (batch.Count == 0)
            {
                break;
            }

            if (!Tell(0, batch))
            {
                batch.ForEach(page => page.Dispose());
                break;
            }

            batch.ForEach(_given.Push);
            inflated += batch.Count;
        }

        return inflated;
    }

    public void Deflate()
    {
        var batch = new List<Dma<THal>>(Batch);
        while (_given.Count > 0)
        {
            batch.Clear();
            while (batch.Count < Batch && _given.TryPop(out Dma<THal>? page))
            {
                batch.Add(page);
            }

            bool told = Tell(1, batch);
            foreach (Dma<THal> page in batch)
            {
                if (told)
                {
                    page.Dispose();
                }
                else
                {
                    page.Abandon();
                }
            }
        }
    }

    private bool Tell(int queue, List<Dma<THal>> pages)
    {
        DmaBuffer buffer = _numbers.Buffer.Slice(0, pages.Count * sizeof(uint));
        Span<uint> numbers = MemoryMarshal.Cast<byte, uint>(buffer.AsSpan());
        for (int i = 0; i < pages.Count; i++)
        {
            numbers[i] = (uint)(pages[i].Paddr.Value / HalConstants.PageSize);
        }

        PhysAddr paddr = THal.Share(buffer, DriverToDevice);
        _device.WriteRegister(queue, paddr.Value);
        _device.Kick();
        bool done = _device.Wait(1000);
        if (!done)
        {
            _device.Reset();
        }

        THal.Unshare(paddr, buffer, DriverToDevice);
        return done;
    }

    public void Dispose()
    {
        Deflate();
        _numbers.Dispose();
    }
}
