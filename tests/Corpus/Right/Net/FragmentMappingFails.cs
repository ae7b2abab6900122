using Hal;
using Devices;

/// <summary>An Ethernet transmit path: when a fragment cannot be shared, the head is given back.</summary>
public sealed unsafe class GigabitTransmit<THal>
    where THal : struct, IHal
{
    private readonly Ring _ring = new();
    private long _dropped;

    public bool Send(DmaBuffer head, DmaBuffer fragment)
    {
        PhysAddr headAddress = THal.Share(head, BufferDirection.DriverToDevice);
        PhysAddr fragmentAddress;
        try
        {
            fragmentAddress = THal.Share(fragment, BufferDirection.DriverToDevice);
        }
        catch (DmaException)
        {
            _dropped++;
            THal.Unshare(headAddress, head, BufferDirection.DriverToDevice);
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
