using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in EDK2: "MdeModulePkg: NvmExpressDriverBindingStart - early return path leaks": a controller that does not become ready
// makes Start return at once, with the queues still allocated.
public sealed unsafe class NvmeBinding<THal>(NvmeQueue admin, Device controller)
    where THal : struct, IHal
{
    private const nuint QueuePages = 6;

    private Dma<THal>? _queues;

    public bool Start()
    {
        if (_queues is not null)
        {
            return true;
        }

        if (!Dma<THal>.TryCreate(QueuePages, Both, out Dma<THal>? queues)) //! HAL2002
        {
            return false;
        }

        admin.SetBase(queues.Paddr, queues.PaddrAt(HalConstants.PageSize));
        controller.WriteRegister(0x14, 1);
        if (!controller.Wait(500))
        {
            controller.Reset();
            return false;
        }

        if (!admin.RingDoorbell())
        {
            controller.Reset();
            queues.Dispose();
            return false;
        }

        _queues = queues;
        return true;
    }

    public void Stop()
    {
        controller.Reset();
        _queues?.Dispose();
        _queues = null;
    }
}
