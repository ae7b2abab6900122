using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in tt-umd (PCI device): Dispose unmaps the buffer.
public sealed unsafe class UmdDevice<THal>(Device device, DmaBuffer buffer) : IDisposable
    where THal : struct, IHal
{
    private const int StartRegister = 0x0c;

    private PhysAddr _address;

    public int Capacity => buffer.Length;

    public bool Upload(int length)
    {
        if (length > buffer.Length)
        {
            return false;
        }

        if (_address == default)
        {
            _address = THal.Share(buffer, DriverToDevice);
        }

        device.Program(_address, length);
        device.WriteRegister(StartRegister, 1);
        if (!device.Wait(1000))
        {
            Log.Info("umd: transfer timed out");
            device.Reset();
            return false;
        }

        return true;
    }

    public void Dispose()
    {
        device.WriteRegister(StartRegister, 0);
        device.Reset();
        if (_address != default)
        {
            THal.Unshare(_address, buffer, DriverToDevice);
            _address = default;
        }
    }
}
