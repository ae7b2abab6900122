using Devices;
using Hal;

/// <summary>Descriptor addresses are made from the share's by adding, and Unshare gets the first one again.</summary>
public sealed class DescriptorAddresses<THal>
    where THal : struct, IHal
{
    private const int Piece = 4096;
    private readonly Ring _ring = new();

    public void Post(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.DriverToDevice);
        int pieces = (data.Length + Piece - 1) / Piece;
        for (int i = 0; i < pieces; i++)
        {
            int offset = i * Piece;
            _ring.Post(i, at + offset, System.Math.Min(Piece, data.Length - offset));
        }

        PhysAddr last = at + (pieces - 1) * Piece;
        while (!_ring.IsDone(pieces - 1))
        {
            Log.Address(last);
        }

        THal.Unshare(last - (ulong)((pieces - 1) * Piece), data, BufferDirection.DriverToDevice);
    }

    public void Walk(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.DriverToDevice);
        PhysAddr end = at + data.Length;
        int index = 0;
        for (PhysAddr piece = at; piece < end; piece += Piece)
        {
            _ring.Post(index++, piece, (int)System.Math.Min(Piece, end - piece));
        }

        while (!_ring.IsDone(index - 1))
        {
        }

        THal.Unshare(end - (ulong)data.Length, data, BufferDirection.DriverToDevice);
    }
}
