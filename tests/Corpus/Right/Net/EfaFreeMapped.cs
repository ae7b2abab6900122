using System.Runtime.InteropServices;
using Devices;
using Hal;

namespace Drivers;

// Follows a fix in ENA: "linux/efa: Do not delay freeing of DMA pages" (fa3da23): the pages went with the entry of the user's mapping,
// the DMA mapping with the queue pair.
public unsafe class EfaQueuePair<THal>(Mailbox admin)
    where THal : struct, IHal
{
    private const uint CreateQp = 1;
    private const uint DestroyQp = 2;

    public int Probe(nuint bytes)
    {
        byte* pages = (byte*)NativeMemory.AllocZeroed(bytes);
        var receiveQueue = new DmaBuffer(pages, (int)bytes);
        PhysAddr address = THal.Share(receiveQueue, BufferDirection.DriverToDevice);

        int rc = admin.Execute(CreateQp, address);
        if (rc == 0)
        {
            rc = admin.Execute(DestroyQp, address);
        }

        THal.Unshare(address, receiveQueue, BufferDirection.DriverToDevice);
        NativeMemory.Free(pages);
        return rc;
    }
}
