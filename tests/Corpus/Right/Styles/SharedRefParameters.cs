using Devices;
using Hal;

public sealed class SharedRefParameters<THal>(Device device) where THal : struct, IHal
{
    private static bool Map(DmaBuffer b, ref PhysAddr a)
    {
        if (a != default)
        {
            return true;
        }

        a = THal.Share(b, BufferDirection.Both);
        return a != default;
    }

    private static void Unmap(DmaBuffer b, ref PhysAddr a)
    {
        if (a == default)
        {
            return;
        }

        THal.Unshare(a, b, BufferDirection.Both);
        a = default;
    }

    public bool Run(DmaBuffer x, DmaBuffer y)
    {
        PhysAddr p = default, q = default;
        bool ok = Map(x, ref p) && Map(y, ref q) && device.Submit(p) && device.Submit(q) && device.Wait(4);
        Unmap(y, ref q);
        Unmap(x, ref p);
        return ok;
    }
}
