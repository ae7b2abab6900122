using Devices;
using Hal;

namespace Drivers;

// Follows a fix in iPXE: "[efi] Free transmit ring entry before calling netdev_tx_complete()": the last entry is read by a pointer into
// the ring that a helper has given back.
public sealed unsafe class CompletionRing<THal>(Device nic)
    where THal : struct, IHal
{
    private const nuint LastEntry = HalConstants.PageSize - 8;

    public bool TransmitLast(PhysAddr frame, int length)
    {
        var ring = new Dma<THal>(1, BufferDirection.Both);
        ulong* last = ring.Pointer<ulong>(LastEntry);
        nic.Program(ring.Paddr, (int)ring.Length);
        bool sent = nic.Submit(frame, length) && nic.Wait(100);
        Close(ring);
        ulong status = *last; //! HAL2008
        return sent && status != 0;
    }

    private void Close(Dma<THal> ring)
    {
        Log.Info("the transmit ring is closed");
        nic.Reset();
        ring.Dispose();
    }
}
