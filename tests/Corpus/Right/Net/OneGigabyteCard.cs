using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A card that reaches one gigabyte only: what lies above is copied to a low page.</summary>
public sealed unsafe class Broadcom44Transmit<THal>(NetPort port, Dma<THal> lowPage)
    where THal : struct, IHal
{
    private const ulong Limit = 1UL << 30;

    private static bool Reaches(PhysAddr address, int length) => address.Value + (ulong)length <= Limit;

    public bool Send(DmaBuffer frame)
    {
        PhysAddr mapping = THal.Share(frame, DriverToDevice);
        if (!Reaches(mapping, frame.Length))
        {
            THal.Unshare(mapping, frame, DriverToDevice);
            if (frame.Length > HalConstants.PageSize || !Reaches(lowPage.Paddr, frame.Length))
            {
                return false;
            }

            frame.AsReadOnlySpan().CopyTo(lowPage.AsSpan());
            return SendAndWait(lowPage.Paddr, frame.Length);
        }

        bool sent = SendAndWait(mapping, frame.Length);
        THal.Unshare(mapping, frame, DriverToDevice);
        return sent;
    }

    private bool SendAndWait(PhysAddr address, int length)
    {
        if (!port.Transmit(address, length))
        {
            return false;
        }

        while (port.ReapTransmitted() == 0)
        {
            Thread.SpinWait(16);
        }

        return true;
    }
}
