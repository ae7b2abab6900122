using Devices;
using Hal;

public sealed class DirectionThroughHelper<THal>(Urb urb, UsbHost host) where THal : struct, IHal
{
    private static void Unmap(PhysAddr a, DmaBuffer b, bool isIn) =>
        THal.Unshare(a, b, isIn ? BufferDirection.DeviceToDriver : BufferDirection.DriverToDevice);

    public int Receive(DmaBuffer b)
    {
        PhysAddr a = THal.Share(b, BufferDirection.DeviceToDriver);
        urb.Address = a;
        int ret = host.Submit(urb);
        host.Kill(urb);
        Unmap(a, b, isIn: true);
        return ret;
    }

    public int Send(DmaBuffer b)
    {
        PhysAddr a = THal.Share(b, BufferDirection.DriverToDevice);
        urb.Address = a;
        int ret = host.Submit(urb);
        host.Kill(urb);
        Unmap(a, b, false);
        return ret;
    }
}
