using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// A controller that transfers by DMA, by bounce buffer or by programmed I/O, behind one interface. Each strategy returns with nothing
// shared, so that the next can be tried on the same buffer.
internal interface ITransfer
{
    bool TryRead(DmaBuffer into);
}

internal sealed class DirectTransfer<THal>(Device device) : ITransfer
    where THal : struct, IHal
{
    public bool TryRead(DmaBuffer into)
    {
        using var shared = new SharedScope<THal>(into, BufferDirection.DeviceToDriver);
        if (!device.Submit(shared.Paddr, into.Length))
        {
            return false;
        }

        if (!device.Wait(100))
        {
            device.Reset();
            return false;
        }

        return true;
    }
}

internal sealed class BounceTransfer<THal>(Device device, Dma<THal> bounce) : ITransfer
    where THal : struct, IHal
{
    public bool TryRead(DmaBuffer into)
    {
        if ((nuint)into.Length > bounce.Length || !device.Submit(bounce.Paddr, into.Length))
        {
            return false;
        }

        if (!device.Wait(100))
        {
            device.Reset();
            return false;
        }

        bounce.Slice(0, into.Length).AsReadOnlySpan().CopyTo(into.AsSpan());
        return true;
    }
}

internal sealed class RegisterTransfer(Device device) : ITransfer
{
    public bool TryRead(DmaBuffer into)
    {
        for (int i = 0; i < into.Length; i++)
        {
            into[i] = (byte)device.ReadRegister(0x40);
        }

        return true;
    }
}

internal sealed class TransferStrategies(IReadOnlyList<ITransfer> strategies)
{
    public bool Read(DmaBuffer into)
    {
        foreach (ITransfer strategy in strategies)
        {
            if (strategy.TryRead(into))
            {
                return true;
            }
        }

        return false;
    }
}
