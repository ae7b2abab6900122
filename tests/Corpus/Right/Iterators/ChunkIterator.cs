using System;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// A reader that yields a long transfer chunk by chunk to a foreach. A chunk's share has ended before the chunk is yielded; leaving the
// loop early disposes the memory by the finally.
internal sealed class ChunkIterator<THal>
    where THal : struct, IHal
{
    private const int ChunkBytes = 4096;

    private readonly Device _device;

    public ChunkIterator(Device device) => _device = device;

    public IEnumerable<ReadOnlyMemory<byte>> Read(int chunks)
    {
        byte[] chunk = GC.AllocateArray<byte>(ChunkBytes, pinned: true);
        using var pinned = new PinnedBuffer(chunk);
        for (int i = 0; i < chunks; i++)
        {
            if (!TryRead(i, pinned.Buffer))
            {
                yield break;
            }

            yield return chunk;
        }
    }

    public long Sum(int chunks)
    {
        long sum = 0;
        foreach (ReadOnlyMemory<byte> chunk in Read(chunks))
        {
            foreach (byte value in chunk.Span)
            {
                sum += value;
            }
        }

        return sum;
    }

    private bool TryRead(int index, DmaBuffer into)
    {
        using var shared = new SharedScope<THal>(into, BufferDirection.DeviceToDriver);
        _device.WriteRegister(0, (ulong)index);
        if (!_device.Submit(shared.Paddr, into.Length))
        {
            return false;
        }

        if (_device.Wait(100))
        {
            return true;
        }

        _device.Reset();
        return false;
    }
}
