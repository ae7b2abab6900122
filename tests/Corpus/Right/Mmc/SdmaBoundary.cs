using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Simple DMA stops at each boundary of 512 KiB and is restarted with the next address.</summary>
public sealed class SimpleDma<THal>(MmcController controller)
    where THal : struct, IHal
{
    private const ulong Boundary = 512 * 1024;

    public int Read(DmaBuffer into, uint block)
    {
        Shared<THal> map = new(into, DeviceToDriver);
        int error;
        controller.SetDataAddress(map.Paddr);
        if ((error = controller.SendCommand(18, block)) != 0)
        {
            goto Out;
        }

        ulong end = map.Paddr.Value + (ulong)into.Length;
        ulong at = map.Paddr.Value;
        while (true)
        {
            if (controller.TimedOut(250))
            {
                controller.StopTransfer();
                error = -110;
                break;
            }

            if ((controller.Interrupts & MmcController.DataDone) != 0)
            {
                break;
            }

            at = (at & ~(Boundary - 1)) + Boundary;
            if (at >= end)
            {
                controller.StopTransfer();
                error = -5;
                break;
            }

            controller.SetDataAddress(new PhysAddr(at));
        }

    Out:
        map.Unshare();
        return error;
    }
}
