using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux (net: spacemit): "a few error handling fixes": a fragment that is too long drops the packet with its earlier
// fragments still shared.
internal sealed class K1Transmit<THal>(NetPort port)
    where THal : struct, IHal
{
    private const int LongestPiece = 4095;

    public bool Transmit(Packet packet)
    {
        int count = packet.FragmentCount;
        var addresses = new PhysAddr[count];
        var lengths = new int[count];
        for (int i = 0; i < count; i++)
        {
            DmaBuffer piece = packet.Fragment(i).Buffer;
            if (piece.Length > LongestPiece)
            {
                packet.Free();
                return false;
            }

            addresses[i] = THal.Share(piece, DriverToDevice); //! HAL1002 (no fix: table)
            lengths[i] = piece.Length;
        }

        port.TransmitParts(addresses, lengths);
        while (port.ReapTransmitted() == 0)
        {
        }

        for (int i = 0; i < count; i++)
        {
            THal.Unshare(addresses[i], packet.Fragment(i).Buffer, DriverToDevice);
        }

        packet.Free();
        return true;
    }
}
