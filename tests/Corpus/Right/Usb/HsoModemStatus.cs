using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (net: hso, usb drivers): the device writes the modem status into a buffer that the driver owns.
internal sealed unsafe class ModemPort<THal>(Mailbox control, PinnedBuffer scratch)
    where THal : struct, IHal
{
    private const uint GetModemStatus = 0xa1;

    public int ReadStatus(out ushort bits)
    {
        DmaBuffer buffer = scratch.Buffer.Slice(0, sizeof(ushort));
        PhysAddr address = THal.Share(buffer, DeviceToDriver);
        int error = control.Execute(GetModemStatus, address);
        THal.Unshare(address, buffer, DeviceToDriver);
        bits = error == 0 ? *(ushort*)buffer.Pointer : (ushort)0;
        if (error != 0)
        {
            Log.Info($"hso: modem status: {error}");
        }

        return error;
    }
}
