using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (net: hso, usb drivers): the device writes the modem status into a local of this method.
internal sealed unsafe class ModemPort<THal>(Mailbox control)
    where THal : struct, IHal
{
    private const uint GetModemStatus = 0xa1;

    public int ReadStatus(out ushort bits)
    {
        ushort raw = 0;
        DmaBuffer buffer = DmaBuffer.Of(&raw);
        PhysAddr address = THal.Share(buffer, DeviceToDriver); //! HAL1014
        int error = control.Execute(GetModemStatus, address);
        THal.Unshare(address, buffer, DeviceToDriver);
        bits = error == 0 ? raw : (ushort)0;
        if (error != 0)
        {
            Log.Info($"hso: modem status: {error}");
        }

        return error;
    }
}
