using Hal;
using Devices;

// Like fixes in Linux (drivers/net/ethernet, a transmit path with a mapping helper).
/// <summary>A transmit path with a Try helper that shares: a second packet that cannot be shared leaves the first one.</summary>
public sealed class HelperTransmit<THal>
    where THal : struct, IHal
{
    private readonly Ring _ring = new();

    public bool SendBoth(Packet first, Packet second)
    {
        if (!TryMap(first.Buffer, out PhysAddr a)) //! HAL1002
        {
            return false;
        }

        if (!TryMap(second.Buffer, out PhysAddr b))
        {
            return false;
        }

        _ring.Post(0, a, first.Length);
        _ring.Post(1, b, second.Length);
        _ring.Doorbell();
        while (!_ring.IsDone(1))
        {
        }

        THal.Unshare(b, second.Buffer, BufferDirection.DriverToDevice);
        THal.Unshare(a, first.Buffer, BufferDirection.DriverToDevice);
        return true;
    }

    private static bool TryMap(DmaBuffer buffer, out PhysAddr address)
    {
        try
        {
            address = THal.Share(buffer, BufferDirection.DriverToDevice);
            return true;
        }
        catch (DmaException)
        {
            address = default;
            return false;
        }
    }
}
