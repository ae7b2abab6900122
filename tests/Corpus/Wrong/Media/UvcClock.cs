using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (uvcvideo): CopyTo reads the payload while the share is alive.
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

            view[..12].CopyTo(header); //! HAL1007
            return header[0] == 12;
        }
        finally
        {
            THal.Unshare(address, payload, DeviceToDriver);
        }
    }
}
