using Hal;
using Devices;

// Follows a fix in Linux (drivers/net/ethernet/atheros, atl1e).
/// <summary>An Ethernet transmit path: when a fragment cannot be shared, the head stays shared.</summary>
public sealed unsafe class GigabitTransmit<THal>
    where THal : struct, IHal
{
    private readonly Ring _ring = new();
    private long _dropped;

    public bool Send(DmaBuffer head, DmaBuffer fragment)
    {
        PhysAddr headAddress = THal.Share(head, BufferDirection.DriverToDevice); //! HAL1002
        PhysAddr fragmentAddress;
        try
        {
            fragmentAddress = THal.Share(fragment, BufferDirection.DriverToDevice);
        }
        catch (DmaException)
        {
            _dropped++;
            return false;
        }

        _ring.Post(0, headAddress, head.Length);
        _ring.Post(1, fragmentAddress, fragment.Length);
        _ring.Doorbell();
        while (!_ring.IsDone(1))
        {
        }

        THal.Unshare(fragmentAddress, fragment, BufferDirection.DriverToDevice);
        THal.Unshare(headAddress, head, BufferDirection.DriverToDevice);
        return true;
    }
}
