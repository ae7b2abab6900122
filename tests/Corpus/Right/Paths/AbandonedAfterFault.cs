using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A device that does not even answer its reset: its memory is given up on purpose. Where the device may still write, shares and ring are
// abandoned, and the memory behind them is kept alive for good.
public sealed class DoubtfulDevice<THal>(Device device, MmioRegion registers)
    where THal : struct, IHal
{
    private static readonly List<PinnedBuffer> s_lost = new();

    private readonly Dma<THal> _ring = new(1, Both);
    private readonly PinnedBuffer _inbox = new(4096);
    private Shared<THal> _share;
    private bool _started;
    private bool _closed;

    public bool Start()
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        if (_started)
        {
            return true;
        }

        _share = new Shared<THal>(_inbox.Buffer, DeviceToDriver);
        device.Program(_ring.Paddr, HalConstants.PageSize);
        device.Program(_share.Paddr, _inbox.Buffer.Length);
        _started = true;
        return device.Wait(100);
    }

    public void Close()
    {
        if (_closed)
        {
            return;
        }

        _closed = true;
        if (_started && !TryReset())
        {
            _started = false;
            DmaOwnership.Abandon<THal>(_share.Paddr);
            _share = default;
            _ring.Abandon();
            lock (s_lost)
            {
                s_lost.Add(_inbox);
            }

            return;
        }

        if (_started)
        {
            _started = false;
            _share.Unshare();
            _share = default;
        }

        _ring.Dispose();
        _inbox.Dispose();
    }

    private bool TryReset()
    {
        device.Reset();
        Deadline deadline = Deadline.In(1000);
        while (registers.Read32(0x14) != 0)
        {
            if (deadline.Expired)
            {
                return false;
            }
        }

        return true;
    }
}
