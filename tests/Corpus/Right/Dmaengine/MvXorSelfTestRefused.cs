using System;
using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "dmaengine: mv_xor: Fix missing check after DMA map and missing unmap": what the engine was to fill is
// unmapped also when the test cannot be started.
public sealed class CopySelfTest<THal>(DmaEngine engine)
    where THal : struct, IHal
{
    private const int TestSize = 256;

    public int Fill(PinnedBuffer target)
    {
        DmaBuffer area = target.Buffer.Slice(0, TestSize);
        area.AsSpan().Clear();

        PhysAddr destination = THal.Share(area, BufferDirection.DeviceToDriver);
        int cookie = engine.SubmitFill(destination, TestSize, 0x5A);
        if (cookie < 0)
        {
            Log.Info("self test could not be set up");
            goto unmap;
        }

        if (!engine.WaitFor(cookie, 8))
        {
            Log.Info("self test timed out");
            engine.Terminate();
            cookie = -19;
        }

    unmap:
        THal.Unshare(destination, area, BufferDirection.DeviceToDriver);
        if (cookie >= 0 && area.AsReadOnlySpan().IndexOfAnyExcept((byte)0x5A) >= 0)
        {
            cookie = -19;
        }

        Log.Info(cookie < 0 ? "self test failed" : "self test passed");
        return cookie < 0 ? cookie : 0;
    }
}
