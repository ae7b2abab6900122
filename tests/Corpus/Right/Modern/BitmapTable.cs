using System.Numerics;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Slots by a bitmap that is claimed with compare and exchange; the entry's index is the token of the request.
public sealed class BitmapTable<THal>(Device device)
    where THal : struct, IHal
{
    private readonly (PhysAddr Paddr, DmaBuffer Buffer)[] _entries = new (PhysAddr, DmaBuffer)[64];
    private ulong _claimed;

    public int Submit(DmaBuffer buffer)
    {
        int slot = Claim();
        if (slot < 0)
        {
            return -11;
        }

        PhysAddr paddr;
        try
        {
            paddr = THal.Share(buffer, Both);
        }
        catch
        {
            Release(slot);
            throw;
        }

        _entries[slot] = (paddr, buffer);
        device.WriteRegister(slot, paddr.Value);
        device.Kick();
        return slot;
    }

    public void Complete(int slot)
    {
        (PhysAddr paddr, DmaBuffer buffer) = _entries[slot];
        THal.Unshare(paddr, buffer, Both);
        _entries[slot] = default;
        Release(slot);
    }

    private int Claim()
    {
        while (true)
        {
            ulong claimed = Volatile.Read(ref _claimed);
            if (claimed == ulong.MaxValue)
            {
                return -1;
            }

            int slot = BitOperations.TrailingZeroCount(~claimed);
            if (Interlocked.CompareExchange(ref _claimed, claimed | (1UL << slot), claimed) == claimed)
            {
                return slot;
            }
        }
    }

    private void Release(int slot) => Interlocked.And(ref _claimed, ~(1UL << slot));
}
