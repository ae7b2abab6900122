using Hal;
using Devices;

/// <summary>A receive path whose buffer is ended with the length that was shared.</summary>
public sealed unsafe class ReceiveSlot<THal>
    where THal : struct, IHal
{
    private const int SlotSize = 2048;
    private const int Overhead = 320;
    private readonly Ring _ring = new();

    public int ReceiveOne(byte* slot)
    {
        int usable = SlotSize - Overhead;
        PhysAddr address = THal.Share(new DmaBuffer(slot, usable), BufferDirection.DeviceToDriver);
        _ring.Post(0, address, usable);
        _ring.Doorbell();

        int written;
        while (!_ring.TryTake(out _, out written))
        {
        }

        THal.Unshare(address, new DmaBuffer(slot, usable), BufferDirection.DeviceToDriver);
        return written;
    }
}
