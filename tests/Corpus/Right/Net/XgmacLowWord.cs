using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in U-Boot (dwc_eth_xgmac): the whole address is kept, and the share is ended by it.
internal sealed class XgmacTransmit<THal>(Device mac)
    where THal : struct, IHal
{
    private struct Shadow
    {
        public PhysAddr Address;
        public int Length;
    }

    public int SendOne(DmaBuffer frame)
    {
        var mapped = THal.Share(frame, DriverToDevice);
        Shadow shadow;
        shadow.Address = mapped;
        shadow.Length = frame.Length;
        int error = mac.Start(mapped, shadow.Length);
        if (error == 0 && !mac.Wait(10))
        {
            mac.Reset();
            error = -110;
        }

        THal.Unshare(shadow.Address, frame, DriverToDevice);
        return error;
    }
}
