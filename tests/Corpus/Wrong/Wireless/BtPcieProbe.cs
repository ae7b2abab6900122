using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "Bluetooth: btintel_pcie: Fix DMA memory leak on probe failure".
public sealed class BtPcieProbe<THal>(Device controller)
    where THal : struct, IHal
{
    private Dma<THal>? _buffers;

    public int Probe()
    {
        int error = Allocate(out Dma<THal>? buffers); //! HAL2002 (no fix: helper acquires)
        if (error != 0)
        {
            goto Exit;
        }

        controller.Program(buffers!.Paddr, (int)buffers.Length);
        controller.Kick();
        if (!controller.Wait(200))
        {
            error = -110;
            goto Exit;
        }

        _buffers = buffers;
        return 0;

    Exit:
        controller.Reset();
        return error;
    }

    public void Remove()
    {
        controller.Reset();
        _buffers?.Dispose();
        _buffers = null;
    }

    private static int Allocate(out Dma<THal>? buffers) => Dma<THal>.TryCreate(16, Both, out buffers) ? 0 : -12;
}
