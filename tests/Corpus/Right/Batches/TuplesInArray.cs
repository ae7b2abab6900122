using Devices;
using Hal;

/// <summary>An array of tuples of address and buffer; the elements are deconstructed to be released.</summary>
public sealed class TupleBatch<THal>
    where THal : struct, IHal
{
    private readonly DmaEngine _engine = new();

    public void Fill(DmaBuffer[] blocks, byte value)
    {
        var mapped = new (PhysAddr At, DmaBuffer Block)[blocks.Length];
        for (int i = 0; i < blocks.Length; ++i)
        {
            mapped[i] = (THal.Share(blocks[i], BufferDirection.DeviceToDriver), blocks[i]);
        }

        int last = 0;
        foreach ((PhysAddr at, DmaBuffer block) in mapped)
        {
            last = _engine.SubmitFill(at, block.Length, value);
        }

        _engine.WaitFor(last, 100);
        foreach (var (at, block) in mapped)
        {
            THal.Unshare(at, block, BufferDirection.DeviceToDriver);
        }
    }
}
