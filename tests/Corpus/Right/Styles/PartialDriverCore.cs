using System;
using Devices;
using Hal;

namespace Drivers;

// A driver in two parts of one class: one for the requests, one for the life of the device. Requests put shares into the table and take
// them out; the end of life takes out all that are left.
/// <summary>The requests.</summary>
public sealed partial class PartialDriver<THal>
    where THal : struct, IHal
{
    public int Begin(DmaBuffer data, BufferDirection direction)
    {
        for (int slot = 0; slot < _table.Length; slot++)
        {
            if (_table[slot] is not null)
            {
                continue;
            }

            var share = new Shared<THal>(data, direction);
            _table[slot] = share;
            _device.Program(share.Paddr, data.Length);
            return slot;
        }

        return -1;
    }

    public bool Finish(int slot)
    {
        if ((uint)slot >= (uint)_table.Length || _table[slot] is not { } share)
        {
            return false;
        }

        if (!_device.Poll())
        {
            return false;
        }

        _table[slot] = null;
        share.Unshare();
        return true;
    }
}

/// <summary>The life of the device.</summary>
public sealed partial class PartialDriver<THal> : IDisposable
{
    private readonly Device _device;
    private readonly Shared<THal>?[] _table;

    public PartialDriver(Device device, int slots)
    {
        _device = device;
        _table = new Shared<THal>?[slots];
    }

    public void Dispose()
    {
        _device.Reset();
        for (int slot = 0; slot < _table.Length; slot++)
        {
            _table[slot]?.Unshare();
            _table[slot] = null;
        }
    }
}
