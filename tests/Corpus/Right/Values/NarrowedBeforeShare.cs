using Devices;
using Hal;

/// <summary>Buffer parameters are narrowed in place before the share, or afterwards where a copy of the shared one was kept.</summary>
public sealed class Narrowed<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Before(DmaBuffer data, int used)
    {
        data = data.Slice(0, used);
        if (used > 512)
        {
            data = data.Slice(0, 512);
        }

        PhysAddr at = THal.Share(data, BufferDirection.Both);
        int status = _device.Start(at, data.Length);
        THal.Unshare(at, data, BufferDirection.Both);
        return status;
    }

    public int After(DmaBuffer data, ref DmaBuffer rest)
    {
        DmaBuffer shared = data;
        PhysAddr at = THal.Share(data, BufferDirection.Both);
        int done = _device.Start(at, data.Length);
        data = data.Slice(done, data.Length - done);
        rest = data;
        THal.Unshare(at, shared, BufferDirection.Both);
        return data.Length;
    }

    public int ByRef(ref DmaBuffer cursor)
    {
        DmaBuffer piece = cursor.Slice(0, 64);
        cursor = cursor.Slice(64, cursor.Length - 64);
        PhysAddr at = THal.Share(piece, BufferDirection.Both);
        int status = _device.Start(at, piece.Length);
        THal.Unshare(at, piece, BufferDirection.Both);
        return status;
    }
}
