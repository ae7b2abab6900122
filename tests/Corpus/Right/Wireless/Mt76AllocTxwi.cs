using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// Follows a fix in mt76: "wifi: mt76: add DMA mapping error check in mt76_alloc_txwi()": the caller ends the mapping that the helper
// made.
public sealed class TxwiCache<THal>(Ring ring)
    where THal : struct, IHal
{
    private readonly Dictionary<int, (PhysAddr Address, DmaBuffer Buffer)> _pending = [];

    public bool Queue(PinnedBuffer record, int room)
    {
        if (!TryMap(record, room, out PhysAddr address, out DmaBuffer txwi))
        {
            return false;
        }

        if (!ring.TryPost(address, txwi.Length, out int index))
        {
            THal.Unshare(address, txwi, BufferDirection.DriverToDevice);
            return false;
        }

        _pending[index] = (address, txwi);
        ring.Doorbell();
        return true;
    }

    public void Complete(int index)
    {
        if (_pending.Remove(index, out (PhysAddr Address, DmaBuffer Buffer) entry))
        {
            THal.Unshare(entry.Address, entry.Buffer, BufferDirection.DriverToDevice);
        }
    }

    private static bool TryMap(PinnedBuffer record, int room, out PhysAddr address, out DmaBuffer txwi)
    {
        txwi = record.Buffer;
        if (txwi.Length > room)
        {
            address = default;
            return false;
        }

        txwi[0] = 1;
        address = THal.Share(txwi, BufferDirection.DriverToDevice);
        return true;
    }
}
