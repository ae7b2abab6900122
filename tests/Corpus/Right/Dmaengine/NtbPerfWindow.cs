using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "ntb_perf: Fix address err in perf_copy_chunk": the peer's window, which is a mapping of a BAR, was mapped for
// the copy engine as memory.
public unsafe class NtbPerf<THal>(DmaEngine engine)
    where THal : struct, IHal
{
    private const int WindowSize = 1 << 20;

    public int CopyChunk(PhysAddr window, DmaBuffer source, int offset)
    {
        if (offset + source.Length > WindowSize)
        {
            return -22;
        }

        PhysAddr to = window + (ulong)offset;
        PhysAddr from = THal.Share(source, BufferDirection.DriverToDevice);
        int cookie = engine.Submit(from, to, source.Length);
        int rc = cookie < 0 ? cookie : 0;
        if (rc == 0 && !engine.WaitFor(cookie, 5000))
        {
            engine.Terminate();
            rc = -110;
        }

        THal.Unshare(from, source, BufferDirection.DriverToDevice);
        return rc;
    }
}
