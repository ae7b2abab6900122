using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Zephyr (video_mcux_csi): the status word is read through the pointer after DmaDealloc.
internal sealed unsafe class FrameStatus<THal>(Device csi)
    where THal : struct, IHal
{
    private enum Outcome
    {
        Complete = 0,
        Overflow = 1,
        NoMemory = 2,
        Lost = 3,
    }

    public int Capture()
    {
        DmaAllocation frame = THal.DmaAlloc(1, DeviceToDriver);
        if (frame is { Paddr.Value: 0 })
        {
            return (int)Outcome.NoMemory;
        }

        uint* trailer = (uint*)(frame.Vaddr + 4092);
        csi.Program(frame.Paddr, HalConstants.PageSize);
        csi.Wait(40);
        csi.Reset();
        if (THal.DmaDealloc(frame.Paddr, frame.Vaddr, 1) != 0)
        {
            return (int)Outcome.Lost;
        }

        return (*trailer & 1) != 0 ? (int)Outcome.Overflow : (int)Outcome.Complete; //! HAL2008
    }
}
