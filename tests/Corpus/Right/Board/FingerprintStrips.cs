using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A swipe sensor delivers strips until the finger is gone; one strip buffer for all of them. The strip is copied out behind Unshare, and
// the last empty strip is ended like any other.
public sealed class SwipeSensor<THal>
    where THal : struct, IHal
{
    private readonly Device _sensor;
    private readonly PinnedBuffer _strip;

    public SwipeSensor(Device sensor, int stripBytes)
    {
        _sensor = sensor;
        _strip = new PinnedBuffer(stripBytes);
    }

    public byte[] Swipe(int maxStrips)
    {
        int strip = _strip.Buffer.Length;
        var image = new byte[maxStrips * strip];
        int count = 0;
        bool more = true;
        while (more && count < maxStrips)
        {
            PhysAddr address = THal.Share(_strip.Buffer, DeviceToDriver);
            more = _sensor.Submit(address, strip);
            if (more && !_sensor.Wait(30))
            {
                _sensor.Reset();
                more = false;
            }

            THal.Unshare(address, _strip.Buffer, DeviceToDriver);
            if (more)
            {
                ReadOnlySpan<byte> pixels = _strip.Buffer.AsReadOnlySpan();
                more = pixels.IndexOfAnyExcept((byte)0) >= 0;
                if (more)
                {
                    pixels.CopyTo(image.AsSpan(count++ * strip));
                }
            }
        }

        return image[..(count * strip)];
    }

    public void Close() => _strip.Dispose();
}
