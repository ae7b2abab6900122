using Devices;
using Hal;

/// <summary>Six independent options make 64 paths; each part is unshared under the very flag under which it was shared.</summary>
public sealed class SixOptionalParts<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Run(DmaBuffer all, bool a, bool b, bool c, bool d, bool e, bool f)
    {
        DmaBuffer p0 = all.Slice(0, 64), p1 = all.Slice(64, 64), p2 = all.Slice(128, 64);
        DmaBuffer p3 = all.Slice(192, 64), p4 = all.Slice(256, 64), p5 = all.Slice(320, 64);
        PhysAddr a0 = a ? THal.Share(p0, BufferDirection.Both) : default;
        PhysAddr a1 = b ? THal.Share(p1, BufferDirection.Both) : default;
        PhysAddr a2 = c ? THal.Share(p2, BufferDirection.Both) : default;
        PhysAddr a3 = d ? THal.Share(p3, BufferDirection.Both) : default;
        PhysAddr a4 = e ? THal.Share(p4, BufferDirection.Both) : default;
        PhysAddr a5 = f ? THal.Share(p5, BufferDirection.Both) : default;
        int status = _device.Start(a0, 64) | _device.Start(a1, 64) | _device.Start(a2, 64);
        status |= _device.Start(a3, 64) | _device.Start(a4, 64) | _device.Start(a5, 64);
        if (f)
        {
            THal.Unshare(a5, p5, BufferDirection.Both);
        }

        if (e)
        {
            THal.Unshare(a4, p4, BufferDirection.Both);
        }

        if (d)
        {
            THal.Unshare(a3, p3, BufferDirection.Both);
        }

        if (c)
        {
            THal.Unshare(a2, p2, BufferDirection.Both);
        }

        if (b)
        {
            THal.Unshare(a1, p1, BufferDirection.Both);
        }

        if (a)
        {
            THal.Unshare(a0, p0, BufferDirection.Both);
        }

        return status;
    }
}
