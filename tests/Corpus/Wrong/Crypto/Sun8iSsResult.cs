using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "crypto: sun8i-ss - fix result memory leak on error path": one of the checks before the job left with what was
// mapped for it.
public sealed unsafe class Sun8iSsHash<THal>(CryptoUnit unit, PinnedBuffer padding)
    where THal : struct, IHal
{
    private const int MaxSegments = 8;

    public int Run(ReadOnlySpan<DmaBuffer> segments, DmaBuffer result)
    {
        if (segments.Length == 0)
        {
            return -22;
        }

        PhysAddr destination = THal.Share(result, DeviceToDriver); //! HAL1002
        if (segments.Length > MaxSegments)
        {
            Log.Info("ss: too many segments");
            return -7;
        }

        int error = 0;
        foreach (DmaBuffer segment in segments)
        {
            PhysAddr source = THal.Share(segment, DriverToDevice);
            error = unit.Digest(source, segment.Length, destination);
            THal.Unshare(source, segment, DriverToDevice);
            if (error != 0)
            {
                break;
            }
        }

        if (error == 0)
        {
            PhysAddr pad = THal.Share(padding.Buffer, DriverToDevice);
            error = unit.Digest(pad, padding.Buffer.Length, destination);
            THal.Unshare(pad, padding.Buffer, DriverToDevice);
        }

        THal.Unshare(destination, result, DeviceToDriver);
        return error;
    }
}
