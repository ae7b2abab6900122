using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// Like image processors: each frame has a picture and a small block of statistics, which finish together. The pair is one record; a
// picture without its statistics is never given to the hardware.
public sealed record FramePair(DmaBuffer Picture, DmaBuffer Statistics);

public sealed class ImagePipeline<THal>(VendorQueue pictures, VendorQueue statistics)
    where THal : struct, IHal
{
    private readonly Queue<(FramePair Pair, PhysAddr Picture, PhysAddr Statistics)> _running = new();

    public bool Queue(FramePair pair)
    {
        PhysAddr p = THal.Share(pair.Picture, BufferDirection.DeviceToDriver);
        PhysAddr s;
        try
        {
            s = THal.Share(pair.Statistics, BufferDirection.DeviceToDriver);
        }
        catch
        {
            THal.Unshare(p, pair.Picture, BufferDirection.DeviceToDriver);
            throw;
        }

        bool inStatistics = statistics.Push(s, pair.Statistics) == 1;
        if (!inStatistics || pictures.Push(p, pair.Picture) == 0)
        {
            while (inStatistics && !statistics.TryCancel(s) && !statistics.TryFinish(s))
            {
                statistics.Poll();
            }

            THal.Unshare(p, pair.Picture, BufferDirection.DeviceToDriver);
            THal.Unshare(s, pair.Statistics, BufferDirection.DeviceToDriver);
            return false;
        }

        _running.Enqueue((pair, p, s));
        return true;
    }

    public bool TryDequeue(out FramePair? pair)
    {
        pair = null;
        if (!_running.TryPeek(out var oldest) || !pictures.TryFinish(oldest.Picture))
        {
            return false;
        }

        while (!statistics.TryFinish(oldest.Statistics))
        {
            statistics.Poll();
        }

        _running.Dequeue();
        THal.Unshare(oldest.Picture, oldest.Pair.Picture, BufferDirection.DeviceToDriver);
        THal.Unshare(oldest.Statistics, oldest.Pair.Statistics, BufferDirection.DeviceToDriver);
        pair = oldest.Pair;
        return true;
    }
}
