using System.Buffers;
using System.Threading.Tasks;
using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Memory<byte> pinned by its own handle, shared within.
public sealed class MemoryPinScope<THal>(BlockQueue queue)
    where THal : struct, IHal
{
    public async Task<int> WriteAsync(ulong sector, ReadOnlyMemory<byte> data)
    {
        using MemoryHandle pin = data.Pin();
        Shared<THal> shared = Map(pin, data.Length);
        try
        {
            return await queue.WriteAsync(sector, shared.Paddr, data.Length).ConfigureAwait(false);
        }
        finally
        {
            shared.Unshare();
        }
    }

    private static unsafe Shared<THal> Map(in MemoryHandle pin, int length) => new(new DmaBuffer((byte*)pin.Pointer, length), DriverToDevice);
}
