using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A copy by an engine: both ends mapped, cookie waited for, the channel terminated where it hangs.</summary>
public static class EngineCopy
{
    public static bool Copy<THal>(DmaEngine engine, DmaBuffer source, DmaBuffer destination)
        where THal : struct, IHal
    {
        var unmap = new UnmapData<THal>();
        try
        {
            PhysAddr from = unmap.Map(source, DriverToDevice);
            PhysAddr to = unmap.Map(destination, DeviceToDriver);
            int cookie = engine.Submit(from, to, Math.Min(source.Length, destination.Length));
            if (cookie < 0)
            {
                return false;
            }

            if (engine.WaitFor(cookie, 100))
            {
                return true;
            }

            engine.Terminate();
            return false;
        }
        catch (DmaException)
        {
            return false;
        }
        finally
        {
            unmap.Put();
        }
    }

    private sealed class UnmapData<THal>
        where THal : struct, IHal
    {
        private readonly PhysAddr[] _address = new PhysAddr[2];
        private readonly DmaBuffer[] _bytes = new DmaBuffer[2];
        private byte _toCount;
        private byte _fromCount;

        public PhysAddr Map(DmaBuffer bytes, BufferDirection direction)
        {
            int slot = direction == DriverToDevice ? 0 : 1;
            PhysAddr address = THal.Share(bytes, direction);
            _address[slot] = address;
            _bytes[slot] = bytes;
            if (slot == 0)
            {
                _toCount++;
            }
            else
            {
                _fromCount++;
            }

            return address;
        }

        public void Put()
        {
            int i = 0;
            for (; i < _toCount; i++)
            {
                THal.Unshare(_address[i], _bytes[i], DriverToDevice);
            }

            for (i = 1; i < 1 + _fromCount; i++)
            {
                THal.Unshare(_address[i], _bytes[i], DeviceToDriver);
            }

            _toCount = _fromCount = 0;
        }
    }
}
