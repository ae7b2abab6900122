using Devices;
using Hal;

public sealed unsafe class PointersOfOnePiece<THal>(Device device)
    where THal : struct, IHal
{
    public void Send(byte* start, byte* end)
    {
        PhysAddr paddr = THal.Share(new DmaBuffer(start, (int)(end - start)), BufferDirection.Both);
        int length = (int)(end - start);
        device.Start(paddr, length);
        THal.Unshare(paddr, new DmaBuffer(end - length, length), BufferDirection.Both);
    }
}
