using Devices;
using Hal;

public sealed class DirectionThroughHelper<THal>(Urb urb, UsbHost host) where THal : struct, IHal
{
    private static void Unmap(PhysAddr a, DmaBuffer b) => THal.Unshare(a, b, BufferDirection.DriverToDevice);

    public int Receive(DmaBuffer b)
    {
        PhysAddr a = THal.Share(b, BufferDirection.DeviceToDriver);
        urb.Address = a;
        int ret = host.Submit(urb);
        host.Kill(urb);
        Unmap(a, b); //! HAL1005 (no fix: helper releases)
        return ret;
    }
}
