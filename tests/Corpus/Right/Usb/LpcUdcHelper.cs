using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux (gadget, lpc32xx): the caller takes the helper that ends reads.
internal static class Mapping<THal>
    where THal : struct, IHal
{
    public static void EndWrite([Unshares] PhysAddr address, DmaBuffer buffer) => THal.Unshare(address, buffer, DriverToDevice);

    public static void EndRead([Unshares] PhysAddr address, DmaBuffer buffer) => THal.Unshare(address, buffer, DeviceToDriver);
}

internal sealed class Endpoint0<THal>(Device udc)
    where THal : struct, IHal
{
    public int Receive(DmaBuffer data)
    {
        PhysAddr address = THal.Share(data, DeviceToDriver);
        if (udc.Start(address, data.Length) is var error and < 0)
        {
            Mapping<THal>.EndRead(address, data);
            return error;
        }

        while (!udc.Poll())
        {
        }

        Mapping<THal>.EndRead(address, data);
        return data[0];
    }
}
