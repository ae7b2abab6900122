using Devices;
using Hal;

public sealed class LocalFunctionLeak<THal>(Device device) where THal : struct, IHal
{
    public int Run(DmaBuffer b)
    {
        PhysAddr a = Map();
        int status = device.Start(a, b.Length);
        Unmap();
        return status;

        PhysAddr Map() => THal.Share(b, BufferDirection.DriverToDevice);

        void Unmap() => THal.Unshare(a, b, BufferDirection.DriverToDevice);
    }
}
