using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "net/mlx5: Fix error path in multi-packet WQE transmit": when the packet could not be mapped the drop path
// unmapped it all the same.
public sealed unsafe class MultiPacketQueue<THal>
    where THal : struct, IHal
{
    private readonly Queue _wqes;
    private int _dropped;

    public MultiPacketQueue(Queue wqes) => _wqes = wqes;

    public bool Transmit(Packet packet)
    {
        DmaBuffer data = packet.Buffer;
        PhysAddr address = default;
        try
        {
            address = THal.Share(data, BufferDirection.DriverToDevice);
        }
        catch (DmaException)
        {
            _dropped++;
            packet.Free();
            return false;
        }

        if (_wqes.IsFull)
        {
            goto drop;
        }

        _wqes.Add(address, data);
        return true;

    drop:
        _dropped++;
        THal.Unshare(address, data, BufferDirection.DriverToDevice);
        packet.Free();
        return false;
    }
}
