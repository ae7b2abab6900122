using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Allocates the largest trace memory that the machine has to give, halving the wish until it is granted. A refused allocation holds
// nothing, an accepted one that the device refuses is freed before the next try.
public sealed class TraceMemory<THal>(Device tracer) : IDisposable
    where THal : struct, IHal
{
    private Dma<THal>? _memory;

    public nuint Bytes => _memory?.Length ?? 0;

    public bool Start(nuint wantedBytes)
    {
        if (_memory is not null)
        {
            return true;
        }

        for (nuint pages = HalConstants.PagesFor(wantedBytes); pages > 0; pages /= 2)
        {
            if (!Dma<THal>.TryCreate(pages, DeviceToDriver, out Dma<THal>? memory))
            {
                continue;
            }

            int status = tracer.Start(memory.Paddr, (int)memory.Length);
            if (status == 0)
            {
                _memory = memory;
                return true;
            }

            memory.Dispose();
            if (status != -7)
            {
                Log.Info("the tracer does not start");
                return false;
            }
        }

        return false;
    }

    public byte[] Stop()
    {
        if (_memory is not { } memory)
        {
            return [];
        }

        tracer.WriteRegister(0, 0);
        int written = (int)Math.Min(tracer.ReadRegister(4), (uint)memory.Length);
        tracer.Reset();
        byte[] trace = memory.AsSpan()[..written].ToArray();
        _memory = null;
        memory.Dispose();
        return trace;
    }

    public void Dispose() => Stop();
}
