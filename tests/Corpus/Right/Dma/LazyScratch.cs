using System;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Scratch memory that is made at first use, from any thread. Of two threads that make it at once one wins, and the other's memory is
// disposed at once.
public sealed class LazyScratch<THal>(nuint pages) : IDisposable
    where THal : struct, IHal
{
    private Dma<THal>? _memory;
    private int _disposed;

    public Dma<THal> Memory
    {
        get
        {
            ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
            return Volatile.Read(ref _memory) ?? Create();
        }
    }

    public bool IsCreated => Volatile.Read(ref _memory) is not null;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            Interlocked.Exchange(ref _memory, null)?.Dispose();
        }
    }

    private Dma<THal> Create()
    {
        var created = new Dma<THal>(pages, Both);
        Dma<THal>? other = Interlocked.CompareExchange(ref _memory, created, null);
        if (other is not null)
        {
            created.Dispose();
            return other;
        }

        if (Volatile.Read(ref _disposed) != 0)
        {
            // Dispose came in between; one of the two takes the memory out of the field.
            Interlocked.Exchange(ref _memory, null)?.Dispose();
            throw new ObjectDisposedException(nameof(LazyScratch<THal>));
        }

        return created;
    }
}

public sealed class ScratchUser<THal>(LazyScratch<THal> scratch, Mailbox mailbox)
    where THal : struct, IHal
{
    public int Ask(uint opcode)
    {
        Dma<THal> memory = scratch.Memory;
        int status = mailbox.Execute(opcode, memory.Paddr);
        return status != 0 ? status : memory.AsSpan()[0];
    }
}
