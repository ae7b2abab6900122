using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (rsi): the literal is copied into memory that the device may write.
internal sealed class VersionQuery<THal>(Device bus)
    where THal : struct, IHal
{
    private static ReadOnlySpan<byte> Request => [0x52, 0x00, 0x00, 0x00, 0x04, 0x00, 0x00, 0x00];

    public bool Probe(out byte major)
    {
        major = 0;
        using var memory = new PinnedBuffer(Request.Length);
        DmaBuffer message = memory.Buffer;
        Request.CopyTo(message.AsSpan());
        PhysAddr address = THal.Share(message, Both);
        bool answered = bus.Submit(address, message.Length) && bus.Wait(100);
        if (!answered)
        {
            bus.Reset();
        }

        THal.Unshare(address, message, Both);
        if (answered)
        {
            major = message[5];
        }

        return answered;
    }
}
