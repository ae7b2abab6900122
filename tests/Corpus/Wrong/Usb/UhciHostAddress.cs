using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in EDK2: "MdeModulePkg/Bus/Pci/UhciDxe: Fix the UsbHc memory allocate and free issue" (d25b803e51): the bus address was
// taken where the host's pointer is asked for.
public sealed unsafe class UhciFrameList<THal>
    where THal : struct, IHal
{
    private readonly MmioRegion _regs;
    private readonly Device _controller;

    public UhciFrameList(MmioRegion regs, Device controller)
    {
        _regs = regs;
        _controller = controller;
    }

    public int RunOneFrame()
    {
        DmaAllocation frames = THal.DmaAlloc(1, Both);
        if (frames.Paddr == default)
        {
            return -12;
        }

        var list = (uint*)frames.Vaddr;
        for (int i = 0; i < 1024; i++)
        {
            list[i] = 1;
        }

        _regs.Write32(0x08, (uint)frames.Paddr.Value);
        _regs.Write16(0x00, 1);
        bool ran = _controller.Wait(2);
        _regs.Write16(0x00, 0);
        _controller.Reset();
        if (THal.DmaDealloc(frames.Paddr, (byte*)frames.Paddr.Value, 1) != 0) //! HAL2005
        {
            return -14;
        }

        return ran ? 0 : -110;
    }
}
