using System.Buffers;
using Hal;
using Devices;

// Like fixes in Linux (drivers/dma, a client that frees its buffer before the transfer ends).
/// <summary>A copy engine's client that returns its array to the pool while the array is shared.</summary>
public sealed unsafe class PooledCopy<THal>
    where THal : struct, IHal
{
    private readonly DmaEngine _engine = new();

    public int Copy(PhysAddr target, int length)
    {
        byte[] rented = ArrayPool<byte>.Shared.Rent(length);
        int status;
        fixed (byte* bytes = rented)
        {
            DmaBuffer buffer = new(bytes, length);
            PhysAddr source = THal.Share(buffer, BufferDirection.DriverToDevice);
            int cookie = _engine.Submit(source, target, length);
            status = _engine.WaitFor(cookie, 100) ? 0 : -110;
            ArrayPool<byte>.Shared.Return(rented); //! HAL1008
            THal.Unshare(source, buffer, BufferDirection.DriverToDevice);
        }

        return status;
    }
}
