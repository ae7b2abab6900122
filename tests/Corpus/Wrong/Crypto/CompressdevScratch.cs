using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in SPDK: "accel/dpdk_compressdev: Use the proper spdk_free function in error path": the error path of the setup releases
// the scratch memory as if it were a mapped buffer.
public sealed unsafe class CompressChannel<THal>(Mailbox device) : IDisposable
    where THal : struct, IHal
{
    private const uint CreateQueue = 0x40;

    private Dma<THal>? _scratch;

    public int Open(nuint bytes)
    {
        if (_scratch is not null)
        {
            return -16;
        }

        _scratch = new Dma<THal>(HalConstants.PagesFor(bytes), Both);
        int status = device.Execute(CreateQueue, _scratch.Paddr);
        if (status != 0)
        {
            Fail(_scratch);
            _scratch = null;
        }

        return status;
    }

    public void Dispose()
    {
        _scratch?.Dispose();
        _scratch = null;
    }

    private static void Fail(Dma<THal> scratch)
    {
        Log.Info("the queue pair was not created");
        THal.Unshare(scratch.Paddr, scratch.RawSlice(), Both); //! HAL1012
    }
}
