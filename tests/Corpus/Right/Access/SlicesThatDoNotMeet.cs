using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>One buffer, of which the header is sent and the rest is received: two shares of slices that do not meet.</summary>
public sealed class HeaderAndPayload<THal>(Device device)
    where THal : struct, IHal
{
    private const int HeaderBytes = 16;

    public bool Read(DmaBuffer buffer, uint command)
    {
        DmaBuffer header = buffer.Slice(0, HeaderBytes);
        DmaBuffer payload = buffer.Slice(HeaderBytes, buffer.Length - HeaderBytes - 1);
        DmaBuffer status = buffer.Slice(buffer.Length - 1, 1);
        BitConverter.TryWriteBytes(header.AsSpan(), command);
        status[0] = 0xFF;

        PhysAddr headerAddress = THal.Share(header, DriverToDevice);
        PhysAddr payloadAddress = THal.Share(payload, DeviceToDriver);
        PhysAddr statusAddress = THal.Share(status, Both);
        device.Program(headerAddress, header.Length);
        device.Program(payloadAddress, payload.Length);
        device.Program(statusAddress, status.Length);
        bool done = device.Wait(50);
        if (!done)
        {
            device.Reset();
        }

        THal.Unshare(statusAddress, status, Both);
        THal.Unshare(payloadAddress, payload, DeviceToDriver);
        THal.Unshare(headerAddress, header, DriverToDevice);
        return done && status[0] == 0;
    }
}
