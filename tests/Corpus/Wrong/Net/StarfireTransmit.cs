using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Linux net (starfire): the unwinding loop runs down to 1, so the first piece of the packet stays mapped.
public sealed unsafe class StarfireTransmit<THal>(NetPort port)
    where THal : struct, IHal
{
    private const int MaxPieceLength = 4000;

    public bool Transmit(Fragment[] pieces)
    {
        var addresses = new PhysAddr[pieces.Length];
        var lengths = new int[pieces.Length];
        for (int i = 0; i < pieces.Length; i++)
        {
            if (pieces[i].Length > MaxPieceLength)
            {
                for (int j = i - 1; j > 0; j--)
                {
                    THal.Unshare(addresses[j], pieces[j].Buffer, DriverToDevice);
                }

                return false;
            }

            addresses[i] = THal.Share(pieces[i].Buffer, DriverToDevice); //! HAL1002 (no fix: table)
            lengths[i] = pieces[i].Length;
        }

        port.TransmitParts(addresses, lengths);
        while (port.ReapTransmitted() == 0)
        {
        }

        for (int i = 0; i < pieces.Length; i++)
        {
            THal.Unshare(addresses[i], pieces[i].Buffer, DriverToDevice);
        }

        return true;
    }
}
