using Hal;
using Devices;

// Follows a fix in SPDK, 90486f7e85.
/// <summary>A compression unit whose error path gives a share to DmaDealloc, which is for allocations.</summary>
public sealed unsafe class Compressor<THal>
    where THal : struct, IHal
{
    private readonly DmaEngine _engine = new();

    public int Compress(DmaBuffer source, PhysAddr destination)
    {
        PhysAddr from = THal.Share(source, BufferDirection.DriverToDevice);
        int cookie = _engine.Submit(from, destination, source.Length);
        if (cookie < 0)
        {
            int freed = THal.DmaDealloc(from, source.Pointer, 1); //! HAL1012
            return freed != 0 ? freed : cookie;
        }

        while (!_engine.IsComplete(cookie))
        {
        }

        THal.Unshare(from, source, BufferDirection.DriverToDevice);
        return 0;
    }
}
