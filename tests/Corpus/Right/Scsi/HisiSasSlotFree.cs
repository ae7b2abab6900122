using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux scsi (hisi_sas): the error path leaves the unmap to the slot's clean-up.
public sealed unsafe class HisiSasTasks<THal>(NvmeQueue delivery)
    where THal : struct, IHal
{
    private const byte SspTask = 0x11;

    private long _slots = -1;

    public int Execute(DmaBuffer data, BufferDirection direction)
    {
        int slot = System.Numerics.BitOperations.TrailingZeroCount(_slots);
        if (slot >= 64)
        {
            return -28;
        }

        _slots &= ~(1L << slot);
        PhysAddr address = THal.Share(data, direction);
        int command = delivery.Submit(SspTask, address, default);
        if (command < 0)
        {
            FreeSlot(slot, address, data, direction);
            return command;
        }

        while (!delivery.IsDone(command))
        {
        }

        FreeSlot(slot, address, data, direction);
        return delivery.Error;
    }

    private void FreeSlot(int slot, PhysAddr address, DmaBuffer data, BufferDirection direction)
    {
        THal.Unshare(address, data, direction);
        _slots |= 1L << slot;
    }
}
