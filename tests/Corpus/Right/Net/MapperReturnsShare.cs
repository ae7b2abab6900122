using Hal;
using Devices;

/// <summary>A network driver whose early return ends the share that its helper handed out.</summary>
public sealed unsafe class MappedTransmit<THal>
    where THal : struct, IHal
{
    private readonly NetPort _port = new();

    public bool Send(byte* frame, int length)
    {
        var buffer = new DmaBuffer(frame, length);
        PhysAddr address = Map(buffer);
        if (!_port.LinkUp)
        {
            Unmap(address, buffer);
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
