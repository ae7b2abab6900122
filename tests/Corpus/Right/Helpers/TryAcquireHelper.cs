using System;
using Devices;
using Hal;

namespace Drivers;

// Helpers in the try pattern: one that shares and submits, one that waits and ends. Out of the first comes a share only with true; the
// second always ends the share that it is given.
public sealed class TryStyleDriver<THal>
    where THal : struct, IHal
{
    private readonly Device _device;

    public TryStyleDriver(Device device) => _device = device;

    public bool Load(DmaBuffer table)
    {
        if (!TryBegin(table, BufferDirection.DriverToDevice, out PhysAddr address))
        {
            return false;
        }

        return End(address, table, BufferDirection.DriverToDevice);
    }

    public bool Compare(DmaBuffer expected, DmaBuffer scratch)
    {
        if (scratch.Length != expected.Length)
        {
            throw new ArgumentException("The lengths differ.", nameof(scratch));
        }

        if (!TryBegin(scratch, BufferDirection.DeviceToDriver, out PhysAddr address))
        {
            return false;
        }

        bool read = End(address, scratch, BufferDirection.DeviceToDriver);
        return read && scratch.AsReadOnlySpan().SequenceEqual(expected.AsReadOnlySpan());
    }

    private bool TryBegin(DmaBuffer buffer, BufferDirection direction, [MustUnshare] out PhysAddr address)
    {
        address = THal.Share(buffer, direction);
        if (_device.Submit(address, buffer.Length))
        {
            return true;
        }

        THal.Unshare(address, buffer, direction);
        address = default;
        return false;
    }

    private bool End([Unshares] PhysAddr address, DmaBuffer buffer, BufferDirection direction)
    {
        bool done = _device.Wait(100);
        if (!done)
        {
            _device.Reset();
        }

        THal.Unshare(address, buffer, direction);
        return done;
    }
}
