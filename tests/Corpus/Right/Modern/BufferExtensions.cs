using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Extension methods over buffers: they share, they run something with the address, they end the share.
public static class BufferExtensions
{
    [return: MustUnshare]
    public static PhysAddr MapFor<THal>(this DmaBuffer buffer, BufferDirection direction)
        where THal : struct, IHal => THal.Share(buffer, direction);

    public static void Unmap<THal>([Unshares] this PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
        where THal : struct, IHal => THal.Unshare(paddr, buffer, direction);

    public static TResult WithShare<THal, TResult>(this DmaBuffer buffer, BufferDirection direction, Func<PhysAddr, TResult> use)
        where THal : struct, IHal
    {
        PhysAddr paddr = buffer.MapFor<THal>(direction);
        try
        {
            return use(paddr);
        }
        finally
        {
            paddr.Unmap<THal>(buffer, direction);
        }
    }
}

public sealed class BufferExtensionsUse<THal>(Mailbox mailbox)
    where THal : struct, IHal
{
    public int Ask(DmaBuffer question, DmaBuffer answer) =>
        question.WithShare<THal, int>(DriverToDevice, input =>
            answer.WithShare<THal, int>(DeviceToDriver, output => mailbox.Execute(7, input, output)));

    public int Tell(DmaBuffer message)
    {
        PhysAddr paddr = message.MapFor<THal>(DriverToDevice);
        int error = mailbox.Execute(8, paddr);
        paddr.Unmap<THal>(message, DriverToDevice);
        return error;
    }
}
