using System;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A data mover: many operations in one batch, each with its completion record in DMA memory.</summary>
public sealed unsafe class BatchDescriptors<THal>(Device engine) : IDisposable
    where THal : struct, IHal
{
    private const int Most = 32;
    private const nuint RecordsAt = 2048;

    private readonly Dma<THal> _batch = new(1, Both);

    public int CopyAll(ReadOnlySpan<(DmaBuffer From, DmaBuffer To)> copies)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(copies.Length, Most);
        var from = new Shared<THal>[copies.Length];
        var to = new Shared<THal>[copies.Length];
        int mapped = 0;
        int failed = 0;
        try
        {
            for (; mapped < copies.Length; mapped++)
            {
                from[mapped] = new Shared<THal>(copies[mapped].From, DriverToDevice);
                to[mapped] = new Shared<THal>(copies[mapped].To, DeviceToDriver);
                ulong* descriptor = _batch.Pointer<ulong>((nuint)mapped * 64);
                descriptor[1] = _batch.PaddrAt(RecordsAt + ((nuint)mapped * 32)).Value;
                descriptor[2] = from[mapped].Paddr.Value;
                descriptor[3] = to[mapped].Paddr.Value;
                descriptor[4] = (ulong)Math.Min(copies[mapped].From.Length, copies[mapped].To.Length);
                *_batch.Vaddr(RecordsAt + ((nuint)mapped * 32)) = 0;
            }

            engine.Program(_batch.Paddr, mapped * 64);
            engine.Kick();
            if (!engine.Wait(1000))
            {
                engine.Reset();
                failed = mapped;
            }
            else
            {
                for (int i = 0; i < mapped; i++)
                {
                    failed += Volatile.Read(ref *_batch.Vaddr(RecordsAt + ((nuint)i * 32))) == 1 ? 0 : 1;
                }
            }
        }
        finally
        {
            // Entries that were not mapped are default, which holds nothing.
            for (int i = 0; i < copies.Length; i++)
            {
                to[i].Unshare();
                from[i].Unshare();
            }
        }

        return failed;
    }

    public void Dispose() => _batch.Dispose();
}
