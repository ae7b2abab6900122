using System;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A vault that unwraps keys into memory that only the cipher unit reads. The clear key lies in DMA memory that is wiped before it is
// freed, also when unwrapping fails.
public sealed class WrappedKey<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Dma<THal> _clear;

    private WrappedKey(Dma<THal> clear) => _clear = clear;

    public PhysAddr Address => _clear.Paddr;

    public static WrappedKey<THal>? Unwrap(Mailbox vault, DmaBuffer wrapped)
    {
        if (!Dma<THal>.TryCreate(1, Both, out Dma<THal>? clear))
        {
            return null;
        }

        bool unwrapped = false;
        try
        {
            using var input = new SharedScope<THal>(wrapped, DriverToDevice);
            unwrapped = vault.Execute(0x91, input.Paddr, clear.Paddr) == 0;
        }
        finally
        {
            if (!unwrapped)
            {
                Wipe(clear);
            }
        }

        return unwrapped ? new WrappedKey<THal>(clear) : null;
    }

    public int Encrypt(CryptoUnit unit, DmaBuffer source, DmaBuffer destination)
    {
        using var from = new SharedScope<THal>(source, DriverToDevice);
        using var to = new SharedScope<THal>(destination, DeviceToDriver);
        int status = unit.Encrypt(from.Paddr, to.Paddr, _clear.Paddr, source.Length);
        while (unit.Busy)
        {
            Thread.Yield();
        }

        return status;
    }

    public void Dispose() => Wipe(_clear);

    private static void Wipe(Dma<THal> memory)
    {
        if (memory.Length != 0)
        {
            memory.AsSpan().Clear();
            memory.Dispose();
        }
    }
}
