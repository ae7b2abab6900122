using System.Threading;
using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Descriptors of 32-bit addresses: split at boundaries by arithmetic on the address, and given back whole.
public sealed unsafe class CheckedArithmetic<THal>(Ring ring)
    where THal : struct, IHal
{
    private const ulong Boundary = 1UL << 16;

    public bool TrySend(DmaBuffer buffer)
    {
        PhysAddr paddr = THal.Share(buffer, DriverToDevice);
        PhysAddr end = paddr + buffer.Length;
        if (end.Value > uint.MaxValue)
        {
            THal.Unshare(paddr, buffer, DriverToDevice);
            return false;
        }

        int index = ring.Head;
        for (PhysAddr at = paddr; at < end; index++)
        {
            ulong room = Boundary - (at.Value & (Boundary - 1));
            ulong length = Math.Min(room, end - at);
            ring.Descriptors[index % ring.Size] = new Descriptor
            {
                Address = at.Value,
                Length = checked((uint)length),
                Flags = (ushort)(at + length == end ? 0 : 1),
            };
            at += length;
        }

        ring.Doorbell();
        int last = unchecked(index - 1);
        while (!ring.IsDone(last))
        {
            Thread.SpinWait(1);
        }

        THal.Unshare(paddr, buffer, DriverToDevice);
        return true;
    }
}
