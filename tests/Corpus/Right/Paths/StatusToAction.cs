using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// Like completion status tables: a switch expression says what becomes of a finished command. Whatever the answer, the share ends first;
// a retry makes a new one.
public sealed class CommandCompletion<THal>(BlockQueue queue)
    where THal : struct, IHal
{
    private enum Next
    {
        Succeed,
        Retry,
        Fail,
    }

    private readonly Dictionary<BlockRequest, int> _retries = [];

    public bool Start(BlockRequest request)
    {
        request.Address = THal.Share(request.Data, DirectionOf(request));
        if (queue.TryEnqueue(request))
        {
            return true;
        }

        THal.Unshare(request.Address, request.Data, DirectionOf(request));
        return false;
    }

    public int Collect()
    {
        int finished = 0;
        while (queue.TryDequeue(out BlockRequest? request))
        {
            THal.Unshare(request.Address, request.Data, DirectionOf(request));
            Next next = Decide(request);
            if (next == Next.Retry && Start(request))
            {
                continue;
            }

            _retries.Remove(request);
            request.Status = next == Next.Succeed ? 0 : request.Status != 0 ? request.Status : -5;
            request.Done?.Invoke(request);
            finished++;
        }

        return finished;
    }

    private Next Decide(BlockRequest request)
    {
        int tries = _retries.GetValueOrDefault(request);
        Next next = (request.Status, tries) switch
        {
            (0, _) => Next.Succeed,
            (-11 or -16, < 5) => Next.Retry,
            (-110, 0) => Next.Retry,
            _ => Next.Fail,
        };

        if (next == Next.Retry)
        {
            _retries[request] = tries + 1;
        }

        return next;
    }

    private static BufferDirection DirectionOf(BlockRequest request) =>
        request.IsWrite ? BufferDirection.DriverToDevice : BufferDirection.DeviceToDriver;
}
