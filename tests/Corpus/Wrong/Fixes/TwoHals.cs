using Devices;
using Hal;

public sealed class TwoHals<THal>(Device device) where THal : struct, IHal
{
    public bool Run(DmaBuffer b)
    {
        PhysAddr a = Checked<THal>.Share(b, BufferDirection.Both);
        bool ok = device.Submit(a) && device.Wait(1);
        THal.Unshare(a, b, BufferDirection.Both); //! HAL1013
        return ok;
    }
}
