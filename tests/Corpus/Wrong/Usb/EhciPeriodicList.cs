using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in EDK2: "For the data region which will be touched by Pci Bus Master, we should allocate memory by
// PciIo.AllocateBuffer()" (db731882fa): the host's pointer went to the controller.
public sealed unsafe class EhciPeriodicList<THal>(MmioRegion operational)
    where THal : struct, IHal
{
    private const nuint PeriodicListBase = 0x14;

    private Dma<THal>? _frames;

    public void Initialize()
    {
        var frames = new Dma<THal>(1, DriverToDevice);
        uint* entry = frames.Pointer<uint>(0);
        for (int i = 0; i < 1024; i++)
        {
            entry[i] = 1;
        }

        operational.Write32(PeriodicListBase, (uint)(ulong)frames.Vaddr(0)); //! HAL1015
        _frames = frames;
    }

    public void Stop()
    {
        operational.Write32(0x00, 0);
        _frames?.Dispose();
        _frames = null;
    }
}
