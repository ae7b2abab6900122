using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in mt76: "wifi: mt76: dma: fix memory leak running mt76_dma_tx_cleanup": the cleanup empties the main receive queue and
// not the one of the offload engine.
public sealed unsafe class Mt76Receive<THal>(Device wifi) : IDisposable
    where THal : struct, IHal
{
    private readonly PinnedBuffer _mainMemory = new(2048);
    private readonly PinnedBuffer _offloadMemory = new(2048);
    private PhysAddr _main;
    private PhysAddr _offload;

    public void Start()
    {
        if (_main != default)
        {
            return;
        }

        _main = THal.Share(_mainMemory.Buffer, DeviceToDriver);
        wifi.Program(_main, 2048);
        if (wifi.Ready)
        {
            _offload = THal.Share(_offloadMemory.Buffer, DeviceToDriver); //! HAL1002
            wifi.Program(_offload, 2048);
        }
    }

    public void Cleanup()
    {
        wifi.Reset();
        if (_main != default)
        {
            THal.Unshare(_main, _mainMemory.Buffer, DeviceToDriver);
            _main = default;
        }
    }

    public void Dispose()
    {
        Cleanup();
        _mainMemory.Dispose();
        _offloadMemory.Dispose();
    }
}
