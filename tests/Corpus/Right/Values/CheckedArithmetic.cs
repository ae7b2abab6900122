using Devices;
using Hal;

/// <summary>Lengths through checked casts, shifts and rounding that give the same number by different formulas.</summary>
public sealed unsafe class LengthFormulas<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public void Run(byte* memory, uint sectors)
    {
        int bytes = checked((int)(sectors * 512));
        PhysAddr at = THal.Share(new DmaBuffer(memory, bytes), BufferDirection.Both);
        _device.Start(at, bytes);
        THal.Unshare(at, new DmaBuffer(memory, (int)(sectors << 9)), BufferDirection.Both);
    }

    public void Rounded(byte* memory, int length)
    {
        int rounded = (length + 63) & ~63;
        PhysAddr at = THal.Share(new DmaBuffer(memory, rounded), BufferDirection.Both);
        _device.Start(at, rounded);
        THal.Unshare(at, new DmaBuffer(memory, (length + 63) / 64 * 64), BufferDirection.Both);
    }

    public void Halves(byte* memory, int length)
    {
        PhysAddr at = THal.Share(new DmaBuffer(memory, length / 2 + length % 2), BufferDirection.Both);
        _device.Start(at, length);
        THal.Unshare(at, new DmaBuffer(memory, (length + 1) / 2), BufferDirection.Both);
    }
}
