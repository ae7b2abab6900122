using Devices;
using Hal;

public sealed unsafe class DeallocShare<THal>(VirtioTransport transport) where THal : struct, IHal
{
    public void Close(DmaBuffer events)
    {
        PhysAddr a = THal.Share(events, BufferDirection.DeviceToDriver);
        transport.SetQueue(2, a, 8);
        transport.Reset();
        THal.Unshare(a, events, BufferDirection.DeviceToDriver);
    }
}
