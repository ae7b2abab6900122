using System;
using Devices;
using Hal;

namespace Drivers;

// A receiver that moves ownership of a filled buffer to a consumer by an interface with attributes. The consumer takes the duty over by
// its signature and ends the share; the receiver does not touch it again.
internal interface IBufferConsumer<THal>
    where THal : struct, IHal
{
    void Take([TransfersOwnership] Shared<THal> share, int written);
}

internal sealed class CountingConsumer<THal> : IBufferConsumer<THal>
    where THal : struct, IHal
{
    public long Bytes { get; private set; }

    public long Lines { get; private set; }

    public void Take([TransfersOwnership] Shared<THal> share, int written)
    {
        share.Unshare();
        int usable = Math.Clamp(written, 0, share.Buffer.Length);
        Bytes += usable;
        foreach (byte value in share.Buffer.AsReadOnlySpan()[..usable])
        {
            Lines += value == '\n' ? 1 : 0;
        }
    }
}

internal sealed class OwnerMovesOn<THal>(Device device, IBufferConsumer<THal> consumer)
    where THal : struct, IHal
{
    public bool Receive(DmaBuffer buffer)
    {
        var share = new Shared<THal>(buffer, BufferDirection.DeviceToDriver);
        if (!device.Submit(share.Paddr, buffer.Length))
        {
            share.Unshare();
            return false;
        }

        if (!device.Wait(1000))
        {
            device.Reset();
            share.Unshare();
            return false;
        }

        consumer.Take(share, (int)device.ReadRegister(0x20));
        return true;
    }
}
