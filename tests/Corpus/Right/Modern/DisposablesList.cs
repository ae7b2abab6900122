using System.Collections.Generic;
using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A list of disposables that is taken down backwards.
public sealed class DisposablesList<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly List<IDisposable> _owned = [];
    private readonly MmioRegion _registers;

    public DisposablesList(PhysAddr bar, Device device)
    {
        _registers = MmioRegion.Map<THal>(bar, 0x40);
        Dma<THal> admin = Own(new Dma<THal>(1, Both));
        Dma<THal> data = Own(new Dma<THal>(4, DeviceToDriver));
        _registers.Write64(0x00, admin.Paddr.Value);
        _registers.Write64(0x08, data.Paddr.Value);
        device.OnCompleted(() => Log.Address(data.Paddr));
    }

    private T Own<T>(T disposable)
        where T : IDisposable
    {
        _owned.Add(disposable);
        return disposable;
    }

    public void Dispose()
    {
        _registers.Write32(0x10, 0);
        for (int i = _owned.Count - 1; i >= 0; i--)
        {
            _owned[i].Dispose();
        }

        _owned.Clear();
    }
}
