using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Requests are objects that come back when they are done; address and direction travel inside them.</summary>
public sealed class BlockRequestObjects<THal>(BlockQueue queue)
    where THal : struct, IHal
{
    public bool Submit(ulong sector, DmaBuffer data, bool write, Action<int> done)
    {
        var request = new BlockRequest
        {
            Sector = sector,
            Data = data,
            IsWrite = write,
            Tag = done,
            Address = THal.Share(data, DirectionOf(write)),
        };
        if (queue.TryEnqueue(request))
        {
            return true;
        }

        End(request);
        return false;
    }

    public int Poll(int budget)
    {
        int count = 0;
        while (count < budget && queue.TryDequeue(out BlockRequest? request))
        {
            End(request);
            (request.Tag as Action<int>)?.Invoke(request.Status);
            count++;
        }

        return count;
    }

    public void Shutdown()
    {
        queue.Drain();
        while (Poll(int.MaxValue) > 0)
        {
        }
    }

    private static BufferDirection DirectionOf(bool write) => write ? DriverToDevice : DeviceToDriver;

    private static void End(BlockRequest request)
    {
        THal.Unshare(request.Address, request.Data, DirectionOf(request.IsWrite));
        request.Address = default;
    }
}
