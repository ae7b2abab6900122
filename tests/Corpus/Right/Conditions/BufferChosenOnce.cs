using Devices;
using Hal;

/// <summary>A bounce copy or the caller's own memory: the choice is made once, into one local that serves both calls.</summary>
public sealed class AlignedOrBounced<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();
    private readonly PinnedBuffer _bounce = new(4096);

    public unsafe int Write(DmaBuffer data)
    {
        bool aligned = ((nuint)data.Pointer & 63) == 0;
        DmaBuffer used = aligned ? data : _bounce.Buffer.Slice(0, data.Length);
        if (!aligned)
        {
            data.AsReadOnlySpan().CopyTo(used.AsSpan());
        }

        PhysAddr at = THal.Share(used, BufferDirection.DriverToDevice);
        int status = _device.Start(at, used.Length);
        THal.Unshare(at, used, BufferDirection.DriverToDevice);
        return status;
    }

    public unsafe int WriteByBranches(DmaBuffer data)
    {
        DmaBuffer bounce = _bounce.Buffer.Slice(0, data.Length);
        bool aligned = ((nuint)data.Pointer & 63) == 0;
        PhysAddr at = aligned ? THal.Share(data, BufferDirection.DriverToDevice) : THal.Share(bounce, BufferDirection.DriverToDevice);
        int status = _device.Start(at, data.Length);
        THal.Unshare(at, aligned ? data : bounce, BufferDirection.DriverToDevice);
        return status;
    }
}
