using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux and EDK2 (removal paths): Dispose gives the ring back and then has StopFetching write into it.
internal sealed unsafe class Scheduler<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _device;
    private readonly Dma<THal> _ring;
    private readonly uint* _control;

    public Scheduler(Device device)
    {
        _device = device;
        _ring = new Dma<THal>(1, Both);
        _control = _ring.Pointer<uint>(0);
        *_control = 1;
        device.Program(_ring.Paddr, HalConstants.PageSize);
    }

    public void Dispose()
    {
        _ring.Dispose();
        *_control = 0; //! HAL2008
        StopFetching();
    }

    private void StopFetching()
    {
        _device.Kick();
        if (!_device.Wait(100))
        {
            _device.Reset();
        }
    }
}
