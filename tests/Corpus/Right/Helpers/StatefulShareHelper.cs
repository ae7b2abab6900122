using System;
using System.Buffers.Binary;
using Devices;
using Hal;

namespace Drivers;

// A generic helper shares, calls and ends, so that the drivers built on it cannot forget. The helper's finally is the only end, and the
// work gets the address alone.
public static class Sharing<THal>
    where THal : struct, IHal
{
    public static TResult With<TState, TResult>(
        DmaBuffer buffer, BufferDirection direction, TState state, Func<PhysAddr, TState, TResult> work)
    {
        PhysAddr address = THal.Share(buffer, direction);
        try
        {
            return work(address, state);
        }
        finally
        {
            THal.Unshare(address, buffer, direction);
        }
    }
}

public sealed class Hygrometer<THal>
    where THal : struct, IHal
{
    private readonly Device _device;
    private readonly DmaBuffer _sample;

    public Hygrometer(Device device, DmaBuffer sample)
    {
        _device = device;
        _sample = sample;
    }

    public double? Humidity()
    {
        bool measured = Sharing<THal>.With(_sample, BufferDirection.DeviceToDriver, _device, static (address, device) =>
        {
            if (!device.Submit(address, 4))
            {
                return false;
            }

            if (device.Wait(20))
            {
                return true;
            }

            device.Reset();
            return false;
        });
        return measured ? BinaryPrimitives.ReadUInt16BigEndian(_sample.AsReadOnlySpan()) * 100.0 / 65535 : null;
    }
}
