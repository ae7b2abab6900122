using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Optional parts: an empty buffer means that there is none, and an address of zero says so to the device.
public sealed class SkippedOptionalParts<THal>(NvmeQueue queue)
    where THal : struct, IHal
{
    public int Write(DmaBuffer data, DmaBuffer metadata)
    {
        PhysAddr metadataAddress = default;
        if (!metadata.IsEmpty)
        {
            metadataAddress = THal.Share(metadata, DriverToDevice);
        }

        PhysAddr dataAddress = THal.Share(data, DriverToDevice);
        int command = queue.Submit(1, dataAddress, metadataAddress);
        while (command >= 0 && !queue.IsDone(command))
        {
            Thread.Yield();
        }

        THal.Unshare(dataAddress, data, DriverToDevice);
        if (metadataAddress != default)
        {
            THal.Unshare(metadataAddress, metadata, DriverToDevice);
        }

        return command;
    }

    public int Compare(DmaBuffer data, DmaBuffer? guard)
    {
        PhysAddr? guardAddress = guard.HasValue ? THal.Share(guard.Value, DriverToDevice) : null;
        PhysAddr dataAddress = THal.Share(data, DriverToDevice);
        int command = queue.Submit(5, dataAddress, guardAddress.GetValueOrDefault());
        THal.Unshare(dataAddress, data, DriverToDevice);
        if (guardAddress.HasValue)
        {
            THal.Unshare(guardAddress.Value, guard!.Value, DriverToDevice);
        }

        return command;
    }
}
