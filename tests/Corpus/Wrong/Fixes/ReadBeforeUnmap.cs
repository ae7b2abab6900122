using Devices;
using Hal;

/// <summary>wifi: the status word of the received frame is read before the mapping ends.</summary>
public sealed unsafe class ReadBeforeUnmap<THal>(Ring ring) where THal : struct, IHal
{
    public bool Receive(Packet packet)
    {
        DmaBuffer buffer = packet.Buffer;
        PhysAddr a = THal.Share(buffer, BufferDirection.DeviceToDriver);
        ring.Post(0, a, buffer.Length);
        while (!ring.IsDone(0))
        {
        }

        uint status = *(uint*)buffer.Pointer; //! HAL1007
        THal.Unshare(a, buffer, BufferDirection.DeviceToDriver);
        return (status & 1) != 0;
    }
}
