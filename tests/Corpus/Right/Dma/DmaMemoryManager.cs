using System;
using System.Buffers;
using System.Threading;
using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>DMA memory as <see cref="Memory{T}"/>, for code that knows nothing of devices.</summary>
public sealed unsafe class DmaMemoryManager<THal>(nuint pages) : MemoryManager<byte>
    where THal : struct, IHal
{
    private readonly Dma<THal> _dma = new(pages, Both);
    private int _pins;

    public PhysAddr AddressAt(int offset) => _dma.PaddrAt((nuint)offset);

    public override Span<byte> GetSpan() => _dma.AsSpan();

    public override MemoryHandle Pin(int elementIndex = 0)
    {
        Interlocked.Increment(ref _pins);
        return new MemoryHandle(_dma.Vaddr(elementIndex), pinnable: this);
    }

    public override void Unpin() => Interlocked.Decrement(ref _pins);

    protected override void Dispose(bool disposing)
    {
        if (Volatile.Read(ref _pins) != 0)
        {
            throw new InvalidOperationException("the memory is pinned");
        }

        if (disposing)
        {
            _dma.Dispose();
        }
    }
}

public static class DmaMemoryUse
{
    public static async Task<int> LoadAsync<THal>(System.IO.Stream file, Mailbox mailbox)
        where THal : struct, IHal
    {
        var manager = new DmaMemoryManager<THal>(4);
        try
        {
            int length = await file.ReadAtLeastAsync(manager.Memory, 16, throwOnEndOfStream: false);
            return length < 16 ? -61 : mailbox.Execute(0x77, manager.AddressAt(0));
        }
        finally
        {
            ((IDisposable)manager).Dispose();
        }
    }
}
