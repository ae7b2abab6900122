using Hal;
using Devices;

/// <summary>A RAID engine whose target is also a source, ended by the loop over the sources alone.</summary>
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
        return cookie;
    }
}
