using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in U-Boot (dwc_eth_xgmac): only the low word of the address is kept, and the share is ended by it.
internal sealed class XgmacTransmit<THal>(Device mac)
    where THal : struct, IHal
{
    private struct Shadow
    {
        public uint Low;
        public int Length;
    }

    public int SendOne(DmaBuffer frame)
    {
        var mapped = THal.Share(frame, DriverToDevice);
        Shadow shadow;
        shadow.Low = (uint)mapped.Value;
        shadow.Length = frame.Length;
        int error = mac.Start(mapped, shadow.Length);
        if (error == 0 && !mac.Wait(10))
        {
            mac.Reset();
            error = -110;
        }

        THal.Unshare(new PhysAddr(shadow.Low), frame, DriverToDevice); //! HAL1001
        return error;
    }
}
