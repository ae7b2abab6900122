using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "atl1e: unmap partially mapped skb on dma error and free skb": when a fragment cannot be mapped, those before
// it are unmapped first.
public sealed unsafe class Atl1eTransmitter<THal>(NetPort port)
    where THal : struct, IHal
{
    private const int MaxBuffer = 0x3fff;

    private PhysAddr[] _inFlight = Array.Empty<PhysAddr>();
    private Packet? _packet;

    public int Map(Packet packet)
    {
        int count = packet.FragmentCount;
        var table = new PhysAddr[count];
        var lengths = new int[count];
        for (int i = 0; i < count; i++)
        {
            Fragment fragment = packet.Fragment(i);
            if (fragment.Length is 0 or > MaxBuffer)
            {
                for (int j = 0; j < i; j++)
                {
                    THal.Unshare(table[j], packet.Fragment(j).Buffer, DriverToDevice);
                }

                packet.Free();
                return -22;
            }

            table[i] = THal.Share(fragment.Buffer, DriverToDevice);
            lengths[i] = fragment.Length;
        }

        _inFlight = table;
        _packet = packet;
        port.TransmitParts(table, lengths);
        return 0;
    }

    public void Complete()
    {
        if (_packet is null)
        {
            return;
        }

        for (int i = 0; i < _inFlight.Length; i++)
        {
            THal.Unshare(_inFlight[i], _packet.Fragment(i).Buffer, DriverToDevice);
        }

        _packet.Free();
        _packet = null;
        _inFlight = Array.Empty<PhysAddr>();
    }
}
