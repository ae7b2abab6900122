using Devices;
using Hal;

public sealed class NullableSentinel<THal>(Device device) where THal : struct, IHal
{
    public bool Command(DmaBuffer request, DmaBuffer? reply)
    {
        PhysAddr requestAddress = THal.Share(request, BufferDirection.DriverToDevice);
        PhysAddr? replyAddress = reply is { } r ? THal.Share(r, BufferDirection.DeviceToDriver) : null;
        bool ok = device.Submit(requestAddress);
        if (ok && replyAddress is { } second)
        {
            ok = device.Submit(second);
        }

        ok = ok && device.Wait(50);
        if (!ok)
        {
            device.Reset();
        }

        if (replyAddress.HasValue)
        {
            THal.Unshare(replyAddress.Value, reply!.Value, BufferDirection.DeviceToDriver);
        }

        THal.Unshare(requestAddress, request, BufferDirection.DriverToDevice);
        return ok;
    }
}
