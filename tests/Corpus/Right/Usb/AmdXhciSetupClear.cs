using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Redox (xhcid): the reply buffer is cleared before the scope shares it.
internal sealed class ContextReader<THal>(Device controller)
    where THal : struct, IHal
{
    private const int ContextBytes = 32;

    public byte SlotState(DmaBuffer context)
    {
        if (context.Length < ContextBytes)
        {
            return 0;
        }

        context.AsSpan().Clear();
        using (SharedScope<THal> scope = new(context, DeviceToDriver))
        {
            controller.Program(scope.Paddr, context.Length);
            controller.Kick();
            if (!controller.Wait(50))
            {
                controller.Reset();
                return 0;
            }
        }

        return (byte)(context[15] >> 3);
    }
}
