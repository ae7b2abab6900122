using Hal;
using Devices;

// Like fixes in Linux (drivers/dma, an exclusive-or whose target is one of its sources).
/// <summary>A RAID engine whose target is also a source: the loop over the sources ends it, and the cleanup again.</summary>
public sealed class XorEngine<THal>
    where THal : struct, IHal
{
    private readonly DmaEngine _engine = new();

    public int Xor(DmaBuffer first, DmaBuffer second)
    {
        var target = new Shared<THal>(first, BufferDirection.Both);
        var other = new Shared<THal>(second, BufferDirection.DriverToDevice);
        (Shared<THal> Left, Shared<THal> Right) sources = (target, other);
        int cookie = _engine.Submit(sources.Right.Paddr, target.Paddr, first.Length);
        while (cookie >= 0 && !_engine.IsComplete(cookie))
        {
        }

        sources.Left.Unshare();
        sources.Right.Unshare();
        target.Unshare(); //! HAL1004
        return cookie;
    }
}
