using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux net (hisi_femac): the header is read before the memory is given back.
public sealed unsafe class HisiFemacReceive<THal>(Device mac, NetPort port)
    where THal : struct, IHal
{
    private const int HeaderSize = 4;

    public long Bytes { get; private set; }

    public bool ReceiveOne()
    {
        var frame = new Dma<THal>(1, DeviceToDriver);
        ReadOnlySpan<byte> content = frame.AsSpan();
        mac.Program(frame.Paddr, HalConstants.PageSize);
        mac.Kick();
        if (!mac.Wait(1000))
        {
            mac.Reset();
            frame.Dispose();
            return false;
        }

        Packet? packet = port.Allocate(HalConstants.PageSize);
        if (packet is not null)
        {
            content[HeaderSize..].CopyTo(packet.Buffer.AsSpan());
            port.Deliver(packet);
        }

        Bytes += BitConverter.ToUInt16(content[..2]);
        frame.Dispose();
        return packet is not null;
    }
}
