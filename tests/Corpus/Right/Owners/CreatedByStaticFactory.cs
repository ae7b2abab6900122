using System;
using Devices;
using Hal;

/// <summary>A private constructor and a static TryOpen that either gives a driver with its share or nothing at all.</summary>
public sealed class OpenedDriver<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _device;
    private readonly PhysAddr _at;
    private readonly DmaBuffer _buffer;

    private OpenedDriver(Device device, PhysAddr at, DmaBuffer buffer)
    {
        _device = device;
        _at = at;
        _buffer = buffer;
    }

    public static OpenedDriver<THal>? TryOpen(Device device, DmaBuffer buffer)
    {
        PhysAddr at = THal.Share(buffer, BufferDirection.Both);
        if (!device.Submit(at, buffer.Length))
        {
            THal.Unshare(at, buffer, BufferDirection.Both);
            return null;
        }

        return new OpenedDriver<THal>(device, at, buffer);
    }

    public static bool Probe(Device device, DmaBuffer buffer)
    {
        using OpenedDriver<THal>? driver = TryOpen(device, buffer);
        return driver is not null && driver._device.Poll();
    }

    public void Dispose()
    {
        _device.Reset();
        THal.Unshare(_at, _buffer, BufferDirection.Both);
    }
}
