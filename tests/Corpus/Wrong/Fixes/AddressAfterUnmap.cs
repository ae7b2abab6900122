using Devices;
using Hal;

public sealed unsafe class AddressAfterUnmap<THal>(Ring ring) where THal : struct, IHal
{
    public void Repost(DmaBuffer b)
    {
        PhysAddr a = THal.Share(b, BufferDirection.DeviceToDriver);
        ring.Post(0, a, b.Length);
        while (!ring.IsDone(0))
        {
        }

        THal.Unshare(a, b, BufferDirection.DeviceToDriver);
        b.AsSpan().Clear();
        ring.Descriptors[1].Address = a.Value; //! HAL1010
        ring.Descriptors[1].Length = (uint)b.Length;
        ring.Doorbell();
    }
}
