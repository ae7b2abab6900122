using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in FreeBSD (glxsb): "Free DMA resources on attach failure": where the interrupt cannot be attached the key and data
// memory is forgotten.
internal sealed class SecurityBlock<THal>(InterruptLine interrupt, Device engine)
    where THal : struct, IHal
{
    private Dma<THal>? _memory;

    public int Attach()
    {
        if (!Dma<THal>.TryCreate(4, Both, out Dma<THal>? memory)) //! HAL2002
        {
            return -12;
        }

        engine.Reset();
        if (!interrupt.TryAttach(Finished))
        {
            Log.Info("glxsb: could not attach the interrupt");
            return -6;
        }

        engine.Program(memory.Paddr, (int)memory.Length);
        _memory = memory;
        return 0;
    }

    public void Detach()
    {
        interrupt.Detach();
        engine.Reset();
        _memory?.Dispose();
        _memory = null;
    }

    private void Finished() => engine.WriteRegister(4, 1);
}
