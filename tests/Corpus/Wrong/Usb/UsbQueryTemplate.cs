using System;
using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux (media, dvb-usb): transfer buffers that were constant data of the driver. The constant query is shared for the
// adapter to write its answer over it.
public sealed unsafe class TunerQuery<THal>(Device adapter)
    where THal : struct, IHal
{
    private const int QueryBytes = 8;

    private static ReadOnlySpan<byte> Query => "\x0e\0\x02\x01\0\0\0\0"u8;

    public bool IsPresent()
    {
        fixed (byte* query = Query)
        {
            var buffer = new DmaBuffer(query, QueryBytes);
            PhysAddr address = THal.Share(buffer, BufferDirection.Both); //! HAL1016
            bool answered = adapter.Submit(address, QueryBytes) && adapter.Wait(200);
            if (!answered)
            {
                adapter.Reset();
            }

            THal.Unshare(address, buffer, BufferDirection.Both);
            return answered && buffer[0] == 0;
        }
    }
}
