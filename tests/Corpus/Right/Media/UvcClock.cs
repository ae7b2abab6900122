using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (uvcvideo): the payload is copied out after its share has ended.
internal sealed class PayloadReader<THal>(Device stream)
    where THal : struct, IHal
{
    public bool Decode(DmaBuffer payload, Span<byte> header)
    {
        ReadOnlySpan<byte> view = payload.AsReadOnlySpan();
        PhysAddr address = THal.Share(payload, DeviceToDriver);
        try
        {
            if (!stream.Submit(address) || !stream.Wait(20))
            {
                stream.Reset();
                return false;
            }
        }
        finally
        {
            THal.Unshare(address, payload, DeviceToDriver);
        }

        view[..12].CopyTo(header);
        return header[0] == 12;
    }
}
