using System.Collections.Generic;
using Devices;
using Hal;

/// <summary>Items are gathered into a shared batch; it is flushed and unshared when it is full, and what is left after the loop.</summary>
public sealed class BatchWriter<THal>
    where THal : struct, IHal
{
    private const int Most = 16;
    private readonly Device _device = new();

    public int Write(DmaBuffer header, IEnumerable<PhysAddr> items)
    {
        PhysAddr at = default;
        int inBatch = 0;
        int flushed = 0;
        foreach (PhysAddr item in items)
        {
            if (inBatch == 0)
            {
                at = THal.Share(header, BufferDirection.DriverToDevice);
                _device.Submit(at);
            }

            _device.Submit(item);
            if (++inBatch == Most)
            {
                _device.Wait(10);
                THal.Unshare(at, header, BufferDirection.DriverToDevice);
                inBatch = 0;
                flushed++;
            }
        }

        if (inBatch > 0)
        {
            _device.Wait(10);
            THal.Unshare(at, header, BufferDirection.DriverToDevice);
            flushed++;
        }

        return flushed;
    }
}
