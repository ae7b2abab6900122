using System;
using Devices;
using Hal;

namespace Drivers;

// Follows a fix in SPDK: "perf: Fix memory leak when IO submit failed": the log page that could not be asked for is not freed.
public sealed unsafe class LogPages<THal>(NvmeQueue admin)
    where THal : struct, IHal
{
    private const byte GetLogPage = 0x02;

    public bool ReadHealth(Span<byte> into)
    {
        if (into.Length > 512)
        {
            return false;
        }

        var page = new Dma<THal>(1, BufferDirection.DeviceToDriver); //! HAL2002
        int command = admin.Submit(GetLogPage, page.Paddr, default);
        if (command < 0)
        {
            Log.Info("log page not submitted");
            return false;
        }

        while (!admin.IsDone(command))
        {
        }

        page.AsSpan().Slice(0, into.Length).CopyTo(into);
        page.Dispose();
        return true;
    }
}
