using Devices;
using Hal;

public sealed class SlicedTransfer<THal>(Device device) where THal : struct, IHal
{
    public int Transfer(DmaBuffer message)
    {
        DmaBuffer head = message.Slice(0, 16);
        DmaBuffer body = message.Slice(16, message.Length - 16);
        PhysAddr h = THal.Share(head, BufferDirection.DriverToDevice);
        PhysAddr b = THal.Share(body, BufferDirection.DeviceToDriver);
        device.Submit(h, head.Length);
        device.Submit(b, body.Length);
        bool ok = device.Wait(10);
        if (!ok)
        {
            device.Reset();
        }

        THal.Unshare(b, message.Slice(16, message.Length - 16), BufferDirection.DeviceToDriver);
        THal.Unshare(h, message.Slice(0, 16), BufferDirection.DriverToDevice);
        return ok ? message[16] : -1;
    }
}
