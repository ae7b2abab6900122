using System;
using Devices;
using Hal;

/// <summary>All that can be refused is refused before there is anything to give back.</summary>
public sealed class CheckedWriter<THal>
    where THal : struct, IHal
{
    private readonly Device? _device;

    public CheckedWriter(Device? device) => _device = device;

    public void Write(DmaBuffer data, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        if (data.IsEmpty)
        {
            return;
        }

        if (data.Length > limit)
        {
            throw new ArgumentException($"{data.Length} bytes, at most {limit}", nameof(data));
        }

        Device device = _device ?? throw new InvalidOperationException("no device");
        PhysAddr at = THal.Share(data, BufferDirection.DriverToDevice);
        device.Program(at, data.Length);
        device.Kick();
        bool done = device.Wait(100);
        THal.Unshare(at, data, BufferDirection.DriverToDevice);
        if (!done)
        {
            throw new TimeoutException();
        }
    }
}
