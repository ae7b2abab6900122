using System;
using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux (media, dvb-usb): transfer buffers that were constant data of the driver. The query is copied into memory of the
// driver's own, which the adapter may write.
public sealed unsafe class TunerQuery<THal>(Device adapter)
    where THal : struct, IHal
{
    private const int QueryBytes = 8;

    private static ReadOnlySpan<byte> Query => "\x0e\0\x02\x01\0\0\0\0"u8;

    public bool IsPresent()
    {
        using var query = new PinnedBuffer(QueryBytes);
        DmaBuffer buffer = query.Buffer;
        Query.CopyTo(buffer.AsSpan());
        PhysAddr address = THal.Share(buffer, BufferDirection.Both);
        bool answered = adapter.Submit(address, QueryBytes) && adapter.Wait(200);
        if (!answered)
        {
            adapter.Reset();
        }

        THal.Unshare(address, buffer, BufferDirection.Both);
        return answered && buffer[0] == 0;
    }
}
