using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (rsi): the literal is shared for the device to write.
internal sealed unsafe class VersionQuery<THal>(Device bus)
    where THal : struct, IHal
{
    private static ReadOnlySpan<byte> Request => [0x52, 0x00, 0x00, 0x00, 0x04, 0x00, 0x00, 0x00];

    public bool Probe(out byte major)
    {
        major = 0;
        fixed (byte* request = Request)
        {
            var message = new DmaBuffer(request, 8);
            PhysAddr address = THal.Share(message, Both); //! HAL1016
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
}
