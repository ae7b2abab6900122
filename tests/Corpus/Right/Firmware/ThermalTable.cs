using System;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A thermal driver that gives trip points to the firmware and reads temperatures back. Two regions with different directions: the driver
// writes only its own, and failure of the second frees the first.
internal sealed unsafe class ThermalTable<THal> : IDisposable
    where THal : struct, IHal
{
    private const int Zones = 16;

    private readonly Device _firmware;
    private readonly Dma<THal> _trips;
    private readonly Dma<THal> _temperatures;

    public ThermalTable(Device firmware)
    {
        _firmware = firmware;
        _trips = new Dma<THal>(1, DriverToDevice);
        try
        {
            _temperatures = new Dma<THal>(1, DeviceToDriver);
        }
        catch
        {
            _trips.Dispose();
            throw;
        }

        _firmware.WriteRegister(0x00, _trips.Paddr.Value);
        _firmware.WriteRegister(0x08, _temperatures.Paddr.Value);
        _firmware.Kick();
    }

    public void SetTrip(int zone, int millidegrees)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)zone, (uint)Zones);
        Volatile.Write(ref _trips.Pointer<int>(0)[zone], millidegrees);
        _firmware.Kick();
    }

    public int Temperature(int zone)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)zone, (uint)Zones);
        return Volatile.Read(ref _temperatures.Pointer<int>(0)[zone]);
    }

    public void Dispose()
    {
        _firmware.Reset();
        _temperatures.Dispose();
        _trips.Dispose();
    }
}
