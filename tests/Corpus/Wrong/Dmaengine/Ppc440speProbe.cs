using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux dmaengine (ppc4xx): the interrupt's failure jumps to the label behind the one that frees the pool.
public sealed class Ppc440speAdma<THal>(PowerDomain power, InterruptLine interrupt, Device engine)
    where THal : struct, IHal
{
    private Dma<THal>? _pool;

    public int Probe()
    {
        if (_pool is not null)
        {
            return -17;
        }

        int error = power.Enable();
        if (error != 0)
        {
            return error;
        }

        if (!Dma<THal>.TryCreate(4, Both, out Dma<THal>? pool)) //! HAL2002
        {
            error = -12;
            goto disable;
        }

        if (!interrupt.TryAttach(engine.Kick))
        {
            error = -16;
            goto disable;
        }

        if (!engine.Submit(pool.Paddr))
        {
            error = -5;
            goto detach;
        }

        _pool = pool;
        return 0;

    detach:
        interrupt.Detach();
        pool.Dispose();
    disable:
        power.Disable();
        return error;
    }

    public void Remove()
    {
        engine.Reset();
        interrupt.Detach();
        _pool?.Dispose();
        _pool = null;
        power.Disable();
    }
}
