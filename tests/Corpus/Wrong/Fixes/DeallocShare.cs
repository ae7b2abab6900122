using Devices;
using Hal;

public sealed unsafe class DeallocShare<THal>(VirtioTransport transport) where THal : struct, IHal
{
    public int Close(DmaBuffer events)
    {
        PhysAddr a = THal.Share(events, BufferDirection.DeviceToDriver);
        transport.SetQueue(2, a, 8);
        transport.Reset();
        return THal.DmaDealloc(a, events.Pointer, 1); //! HAL1012
    }
}
