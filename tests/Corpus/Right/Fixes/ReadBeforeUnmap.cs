using Devices;
using Hal;

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

        THal.Unshare(a, buffer, BufferDirection.DeviceToDriver);
        uint status = *(uint*)buffer.Pointer;
        return (status & 1) != 0;
    }
}
