using Devices;
using Hal;

public sealed class SetupMappingForgotten<THal>(Urb urb, UsbHost host) where THal : struct, IHal
{
    // dma_unmap only of the payload: the setup packet's mapping is forgotten on submit failure.
    public int Submit(DmaBuffer setup, DmaBuffer data)
    {
        PhysAddr s = THal.Share(setup, BufferDirection.DriverToDevice); //! HAL1002
        PhysAddr d = THal.Share(data, BufferDirection.DeviceToDriver);
        Log.Address(s);
        int ret = host.Submit(urb);
        THal.Unshare(d, data, BufferDirection.DeviceToDriver);
        if (ret != 0)
        {
            return ret;
        }

        THal.Unshare(s, setup, BufferDirection.DriverToDevice);
        return 0;
    }
}
