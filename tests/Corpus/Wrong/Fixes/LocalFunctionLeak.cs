using Devices;
using Hal;

public sealed class LocalFunctionLeak<THal>(Device device) where THal : struct, IHal
{
    public int Run(DmaBuffer b)
    {
        PhysAddr a = Map(); //! HAL1002 (no fix: helper acquires)
        int status = device.Start(a, b.Length);
        if (status < 0)
        {
            return status;
        }

        Unmap();
        return 0;

        PhysAddr Map() => THal.Share(b, BufferDirection.DriverToDevice);

        void Unmap() => THal.Unshare(a, b, BufferDirection.DriverToDevice);
    }
}
