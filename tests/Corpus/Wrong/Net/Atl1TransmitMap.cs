using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux net (atl1): the unwinding loop ends one too early, so that the first fragment stays mapped.
internal sealed class Atl1Transmit<THal>(NetPort port)
    where THal : struct, IHal
{
    public long Dropped { get; private set; }

    public bool Send(DmaBuffer[] parts)
    {
        var addresses = new PhysAddr[parts.Length];
        var lengths = new int[parts.Length];
        int mapped = 0;
        try
        {
            for (; mapped < parts.Length; mapped++)
            {
                addresses[mapped] = THal.Share(parts[mapped], BufferDirection.DriverToDevice); //! HAL1002 (no fix: table)
                lengths[mapped] = parts[mapped].Length;
            }
        }
        catch (DmaException)
        {
            for (int i = mapped - 1; i > 0; i--)
            {
                THal.Unshare(addresses[i], parts[i], BufferDirection.DriverToDevice);
            }

            Dropped++;
            return false;
        }

        port.TransmitParts(addresses, lengths);
        while (port.ReapTransmitted() == 0)
        {
        }

        for (int i = 0; i < parts.Length; i++)
        {
            THal.Unshare(addresses[i], parts[i], BufferDirection.DriverToDevice);
        }

        return true;
    }
}
