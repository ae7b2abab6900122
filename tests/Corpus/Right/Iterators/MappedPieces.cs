using System.Collections.Generic;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Hands out mapped pieces; the enumerator's Dispose ends the one that is out.</summary>
public static class MappedPieces<THal>
    where THal : struct, IHal
{
    public static IEnumerable<(PhysAddr Address, int Length)> Of(IEnumerable<DmaBuffer> pieces, BufferDirection direction)
    {
        foreach (DmaBuffer piece in pieces)
        {
            PhysAddr address = THal.Share(piece, direction);
            try
            {
                yield return (address, piece.Length);
            }
            finally
            {
                THal.Unshare(address, piece, direction);
            }
        }
    }

    public static int SendAll(Device device, IEnumerable<DmaBuffer> pieces)
    {
        int sent = 0;
        foreach ((PhysAddr address, int length) in Of(pieces, DriverToDevice))
        {
            if (!device.Submit(address, length))
            {
                break;
            }

            while (!device.Poll())
            {
                Thread.Yield();
            }

            sent += length;
        }

        return sent;
    }
}
