using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Xilinx XRT: "CR-1120156 OpenCL DMA can cause memory leakage" (pull request 6229): one way out of the migration missed
// the unmap.
public sealed unsafe class XrtMigrate<THal>
    where THal : struct, IHal
{
    private readonly DmaEngine _xdma;

    public XrtMigrate(DmaEngine xdma) => _xdma = xdma;

    public int MigrateToDevice(PinnedBuffer user, PhysAddr card, int channel)
    {
        PhysAddr host = Map(user.Buffer); //! HAL1002
        if (channel >= _xdma.Channels)
        {
            return -22;
        }

        int cookie = _xdma.Submit(host, card, user.Buffer.Length);
        if (cookie < 0)
        {
            Unmap(host, user.Buffer);
            return cookie;
        }

        bool done = _xdma.WaitFor(cookie, 10_000);
        if (!done)
        {
            _xdma.Terminate();
        }

        Unmap(host, user.Buffer);
        return done ? 0 : -110;
    }

    [return: MustUnshare]
    private static PhysAddr Map(DmaBuffer user)
    {
        try
        {
            return THal.Share(user, DriverToDevice);
        }
        catch (DmaException exception)
        {
            Log.Info(exception.Message);
            throw;
        }
    }

    private static void Unmap([Unshares] PhysAddr host, DmaBuffer user) => THal.Unshare(host, user, DriverToDevice);
}
