using Devices;
using Hal;

public sealed class TwoHals<THal>(Device device) where THal : struct, IHal
{
    public bool Run(DmaBuffer b)
    {
        PhysAddr a = THal.Share(b, BufferDirection.Both);
        bool ok = device.Submit(a) && device.Wait(1);
        THal.Unshare(a, b, BufferDirection.Both);
        return ok;
    }
}
