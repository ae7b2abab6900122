using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A request that knows its direction and its own mapping; both are properties that are computed.</summary>
public sealed class ComputedDirection<THal>(Queue queue)
    where THal : struct, IHal
{
    public abstract class Request
    {
        public abstract bool IsWrite { get; }

        public required DmaBuffer Data { get; init; }

        public PhysAddr Paddr { get; set; }

        public BufferDirection Direction => IsWrite switch
        {
            true => DriverToDevice,
            false => DeviceToDriver,
        };

        public bool IsMapped => Paddr != default;
    }

    public bool Submit(Request request)
    {
        request.Paddr = THal.Share(request.Data, request.Direction);
        if (queue.TryAdd(request.Paddr, request.Data))
        {
            return true;
        }

        Unmap(request);
        return false;
    }

    public void Complete(Request request)
    {
        if (request.IsMapped)
        {
            Unmap(request);
        }
    }

    private static void Unmap(Request request)
    {
        THal.Unshare(request.Paddr, request.Data, request.Direction);
        request.Paddr = default;
    }
}
