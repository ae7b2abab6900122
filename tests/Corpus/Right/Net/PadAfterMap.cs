using System.Threading;
using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux's network drivers: a short frame is padded after it was mapped, so a bounced copy goes out without the padding.
public sealed unsafe class PadAfterMap<THal>(NetPort port)
    where THal : struct, IHal
{
    private const int MinimumFrame = 60;

    public bool Send(Packet packet)
    {
        int length = Math.Max(packet.Length, MinimumFrame);
        var frame = new DmaBuffer(packet.Data, length);
        if (packet.Length < MinimumFrame)
        {
            frame.AsSpan()[packet.Length..].Clear();
        }

        PhysAddr address = THal.Share(frame, DriverToDevice);
        bool sent = port.Transmit(address, length);
        while (sent && port.ReapTransmitted() == 0)
        {
            Thread.Yield();
        }

        THal.Unshare(address, frame, DriverToDevice);
        return sent;
    }
}
