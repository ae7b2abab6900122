using Hal;
using Devices;

// Follows a fix in Linux (drivers/net/ethernet, ibmveth: a mapping that fails half-way).
/// <summary>A network driver whose mapping helper hands out a share that the early return forgets.</summary>
public sealed unsafe class MappedTransmit<THal>
    where THal : struct, IHal
{
    private readonly NetPort _port = new();

    public bool Send(byte* frame, int length)
    {
        var buffer = new DmaBuffer(frame, length);
        PhysAddr address = Map(buffer); //! HAL1002
        if (!_port.LinkUp)
        {
            return false;
        }

        bool sent = _port.Transmit(address, length);
        Unmap(address, buffer);
        return sent;
    }

    private static PhysAddr Map(DmaBuffer buffer) => THal.Share(buffer, BufferDirection.DriverToDevice);

    private static void Unmap(PhysAddr address, DmaBuffer buffer)
    {
        Log.Address(address);
        THal.Unshare(address, buffer, BufferDirection.DriverToDevice);
    }
}
