using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Short transfers go through a scratch page, long ones are shared; both forms have one address variable.
public sealed class CopyOnShortTransfers<THal>(SpiController spi) : IDisposable
    where THal : struct, IHal
{
    private const int ShortLimit = 64;

    private readonly Dma<THal> _scratch = new(1, DriverToDevice);

    public int Send(DmaBuffer data)
    {
        PhysAddr paddr;
        bool isShort = data.Length <= ShortLimit;
        if (isShort)
        {
            data.AsReadOnlySpan().CopyTo(_scratch.AsSpan());
            paddr = _scratch.Paddr;
        }
        else
        {
            paddr = THal.Share(data, DriverToDevice);
        }

        int error = spi.Start(paddr, default, data.Length);
        if (error == 0 && !spi.WaitIdle(100))
        {
            spi.Abort();
            error = -110;
        }

        if (!isShort)
        {
            THal.Unshare(paddr, data, DriverToDevice);
        }

        return error;
    }

    public void Dispose() => _scratch.Dispose();
}
