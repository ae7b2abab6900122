using System;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A queue with a shadow doorbell in memory: the register is written only if the device asks for it.</summary>
public sealed unsafe class ShadowDoorbell<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly MmioRegion _doorbell;
    private readonly Dma<THal> _shadow;
    private readonly Dma<THal> _wanted;
    private readonly NvmeQueue _admin;

    public ShadowDoorbell(NvmeQueue admin, PhysAddr bar, int queue)
    {
        _admin = admin;
        _doorbell = MmioRegion.Map<THal>(bar + 0x1000, 0x1000).Slice((nuint)queue * 8, 8);
        _shadow = new Dma<THal>(1, DriverToDevice);
        Dma<THal>? wanted = null;
        try
        {
            wanted = new Dma<THal>(1, DeviceToDriver);
            if (admin.Submit(0x7C, _shadow.Paddr, wanted.Paddr) < 0)
            {
                throw new DeviceException("no shadow doorbells");
            }
        }
        catch
        {
            wanted?.Dispose();
            _shadow.Dispose();
            throw;
        }

        _wanted = wanted;
    }

    public void Ring(uint tail)
    {
        uint* shadow = _shadow.Pointer<uint>(0);
        uint old = *shadow;
        Volatile.Write(ref *shadow, tail);
        Interlocked.MemoryBarrier();
        uint wanted = Volatile.Read(ref *_wanted.Pointer<uint>(0));
        if (tail - wanted - 1 < tail - old)
        {
            _doorbell.Write32(0, tail);
        }
    }

    public void Dispose()
    {
        int command = _admin.Submit(0x7D, default, default);
        while (command >= 0 && !_admin.IsDone(command))
        {
            Thread.Yield();
        }

        _wanted.Dispose();
        _shadow.Dispose();
    }
}
