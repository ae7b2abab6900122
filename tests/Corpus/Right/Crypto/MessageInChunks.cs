using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A long message in chunks of the engine's limit; the work areas live as long as the command.</summary>
public sealed class ChunkedCipher<THal>(CryptoUnit unit)
    where THal : struct, IHal
{
    private const int Limit = 1 << 16;

    private readonly ref struct WorkArea
    {
        private readonly Dma<THal> _memory;

        public WorkArea(ReadOnlySpan<byte> initial)
        {
            _memory = new Dma<THal>(1, Both);
            initial.CopyTo(_memory.AsSpan());
        }

        public PhysAddr Address => _memory.Paddr;

        public void CopyOut(Span<byte> to) => _memory.AsSpan()[..to.Length].CopyTo(to);

        public void Dispose()
        {
            _memory.AsSpan().Clear();
            _memory.Dispose();
        }
    }

    public int Run(DmaBuffer source, DmaBuffer destination, ReadOnlySpan<byte> key, Span<byte> context)
    {
        using var keyArea = new WorkArea(key);
        using var contextArea = new WorkArea(context);
        int done = 0;
        while (done < source.Length)
        {
            int chunk = Math.Min(Limit, source.Length - done);
            DmaBuffer from = source.Slice(done, chunk);
            DmaBuffer to = destination.Slice(done, chunk);
            PhysAddr src = THal.Share(from, DriverToDevice);
            int error;
            try
            {
                PhysAddr dst = THal.Share(to, DeviceToDriver);
                error = unit.Encrypt(src, dst, keyArea.Address, chunk);
                THal.Unshare(dst, to, DeviceToDriver);
            }
            finally
            {
                THal.Unshare(src, from, DriverToDevice);
            }

            if (error < 0)
            {
                return error;
            }

            done += chunk;
        }

        contextArea.CopyOut(context);
        return 0;
    }
}
