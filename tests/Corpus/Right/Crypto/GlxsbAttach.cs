using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in FreeBSD (glxsb): "Free DMA resources on attach failure": the failure path of attach frees the key and data memory.
internal sealed class SecurityBlock<THal>(InterruptLine interrupt, Device engine)
    where THal : struct, IHal
{
    private Dma<THal>? _memory;

    public int Attach()
    {
        if (!Dma<THal>.TryCreate(4, Both, out Dma<THal>? memory))
        {
            return -12;
        }

        engine.Reset();
        if (!interrupt.TryAttach(Finished))
        {
            Log.Info("glxsb: could not attach the interrupt");
            memory.Dispose();
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
