using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Requests carry their address and buffer; the tag says whether the driver has bounced them.</summary>
public sealed class TaggedDisk<THal>(BlockQueue queue, int alignment)
    where THal : struct, IHal
{
    private sealed record Bounce(PinnedBuffer Memory);

    private static BufferDirection Way(BlockRequest request) => request.IsWrite ? DriverToDevice : DeviceToDriver;

    private static DmaBuffer Effective(BlockRequest request) => request.Tag switch
    {
        Bounce bounce => bounce.Memory.Buffer,
        _ => request.Data,
    };

    public unsafe bool Submit(BlockRequest request)
    {
        request.Tag = null;
        if ((nuint)request.Data.Pointer % (nuint)alignment != 0)
        {
            var bounce = new Bounce(new PinnedBuffer(request.Data.Length));
            if (request.IsWrite)
            {
                request.Data.AsReadOnlySpan().CopyTo(bounce.Memory.Buffer.AsSpan());
            }

            request.Tag = bounce;
        }

        try
        {
            request.Address = THal.Share(Effective(request), Way(request));
        }
        catch (DmaException)
        {
            Free(request);
            return false;
        }

        if (queue.TryEnqueue(request))
        {
            return true;
        }

        THal.Unshare(request.Address, Effective(request), Way(request));
        Free(request);
        return false;
    }

    public void Poll()
    {
        while (queue.TryDequeue(out BlockRequest? request))
        {
            DmaBuffer effective = Effective(request);
            THal.Unshare(request.Address, effective, Way(request));
            request.Address = default;
            if (!request.IsWrite && request.Tag is Bounce && request.Status == 0)
            {
                effective.AsReadOnlySpan().CopyTo(request.Data.AsSpan());
            }

            Free(request);
            request.Done?.Invoke(request);
        }
    }

    private static void Free(BlockRequest request)
    {
        (request.Tag as Bounce)?.Memory.Dispose();
        request.Tag = null;
    }
}
