using Devices;
using Hal;

public sealed class TupleAndDeconstruct<THal>(Device device) where THal : struct, IHal
{
    private static (PhysAddr Address, DmaBuffer Buffer) Map(DmaBuffer b) => (THal.Share(b, BufferDirection.Both), b);

    private static void Unmap((PhysAddr Address, DmaBuffer Buffer) m) => THal.Unshare(m.Address, m.Buffer, BufferDirection.Both);

    public bool Run(DmaBuffer x, DmaBuffer y)
    {
        var first = Map(x);
        var (address, buffer) = Map(y);
        bool ok = device.Submit(first.Address) && device.Submit(address) && device.Wait(1);
        THal.Unshare(address, buffer, BufferDirection.Both);
        Unmap(first);
        return ok;
    }

    public bool Swap(DmaBuffer x, DmaBuffer y)
    {
        PhysAddr a = THal.Share(x, BufferDirection.DeviceToDriver);
        PhysAddr b = THal.Share(y, BufferDirection.DeviceToDriver);
        if (!device.Submit(a))
        {
            (a, b) = (b, a);
            (x, y) = (y, x);
        }

        device.Submit(b);
        device.Wait(5);
        THal.Unshare(a, x, BufferDirection.DeviceToDriver);
        THal.Unshare(b, y, BufferDirection.DeviceToDriver);
        return true;
    }
}
