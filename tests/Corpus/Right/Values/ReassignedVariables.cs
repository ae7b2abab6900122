using Devices;
using Hal;

/// <summary>Pointer, length and buffer variables are reassigned between Share and Unshare; the values that were shared were kept.</summary>
public sealed unsafe class Reassigned<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Run(byte* cursor, int left)
    {
        int sent = 0;
        while (left > 0)
        {
            DmaBuffer piece = new(cursor, left > 512 ? 512 : left);
            PhysAddr at = THal.Share(piece, BufferDirection.DriverToDevice);
            cursor += piece.Length;
            left -= piece.Length;
            sent += _device.Start(at, piece.Length);
            THal.Unshare(at, piece, BufferDirection.DriverToDevice);
        }

        return sent;
    }

    public int Rewound(byte* cursor, int size)
    {
        PhysAddr at = THal.Share(new DmaBuffer(cursor, size), BufferDirection.DriverToDevice);
        cursor += size;
        int status = _device.Start(at, size);
        cursor -= size;
        THal.Unshare(at, new DmaBuffer(cursor, size), BufferDirection.DriverToDevice);
        return status;
    }
}
