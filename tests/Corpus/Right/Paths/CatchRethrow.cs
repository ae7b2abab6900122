using System;
using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Hands a prepared request on; whatever fails before the hand-over takes the share back.</summary>
public sealed class RequestBuilder<THal>(BlockQueue queue)
    where THal : struct, IHal
{
    public BlockRequest Enqueue(ulong sector, DmaBuffer data, bool write)
    {
        BufferDirection direction = write ? DriverToDevice : DeviceToDriver;
        PhysAddr paddr = THal.Share(data, direction);
        BlockRequest request;
        try
        {
            request = Validate(new BlockRequest { Sector = sector, Address = paddr, Data = data, IsWrite = write });
        }
        catch
        {
            THal.Unshare(paddr, data, direction);
            throw;
        }

        request.Done = static done =>
        {
            THal.Unshare(done.Address, done.Data, done.IsWrite ? DriverToDevice : DeviceToDriver);
            done.Address = default;
            if (done.Tag is TaskCompletionSource<int> source)
            {
                source.SetResult(done.Status);
            }
        };
        queue.Enqueue(request);
        return request;
    }

    private static BlockRequest Validate(BlockRequest request)
    {
        if (request.Data.Length % 512 != 0)
        {
            throw new ArgumentException("a request is a number of sectors");
        }

        return request;
    }
}
