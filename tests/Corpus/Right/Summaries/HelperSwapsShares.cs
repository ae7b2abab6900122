using Devices;
using Hal;

/// <summary>A helper ends one share and makes the next, which it programs and returns: the old address is used by nobody.</summary>
public sealed class Swapper<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public void Run(DmaBuffer first, DmaBuffer second)
    {
        PhysAddr at = THal.Share(first, BufferDirection.Both);
        _device.Program(at, first.Length);
        at = Swap(at, first, second);
        at = Swap(at, second, first);
        _device.Wait(10);
        THal.Unshare(at, first, BufferDirection.Both);
    }

    public void RunRef(DmaBuffer first, DmaBuffer second)
    {
        var share = new Shared<THal>(first, BufferDirection.Both);
        Swap(ref share, second);
        Swap(ref share, first);
        share.Unshare();
    }

    private PhysAddr Swap(PhysAddr old, DmaBuffer from, DmaBuffer to)
    {
        _device.Wait(10);
        THal.Unshare(old, from, BufferDirection.Both);
        PhysAddr next = THal.Share(to, BufferDirection.Both);
        _device.Program(next, to.Length);
        return next;
    }

    private void Swap(ref Shared<THal> share, DmaBuffer to)
    {
        share.Unshare();
        share = new Shared<THal>(to, BufferDirection.Both);
        _device.Program(share.Paddr, to.Length);
    }
}
