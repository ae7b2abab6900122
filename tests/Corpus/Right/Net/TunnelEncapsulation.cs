using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Puts an outer header before each frame of a tunnel; header and frame go as two parts of one transmission. The second part's failure
// ends the first; a transmission that is not taken ends both.
public sealed class TunnelPort<THal>(NetPort port)
    where THal : struct, IHal
{
    private readonly record struct Sent(Shared<THal> Header, Shared<THal> Frame, Packet Packet);

    private readonly Queue<Sent> _sent = new();

    public bool Send(DmaBuffer outerHeader, Packet packet)
    {
        if (port.TransmitSpace < 2)
        {
            return false;
        }

        if (!TryShare(outerHeader, out Shared<THal> header))
        {
            return false;
        }

        if (!TryShare(packet.Buffer, out Shared<THal> frame))
        {
            header.Unshare();
            return false;
        }

        _sent.Enqueue(new Sent(header, frame, packet));
        port.TransmitParts([header.Paddr, frame.Paddr], [header.Buffer.Length, frame.Buffer.Length]);
        return true;
    }

    public void Reap()
    {
        int done = port.ReapTransmitted();
        while (done-- > 0 && _sent.TryDequeue(out Sent oldest))
        {
            oldest.Header.Unshare();
            oldest.Frame.Unshare();
            oldest.Packet.Free();
        }
    }

    private static bool TryShare(DmaBuffer buffer, [MustUnshare] out Shared<THal> share)
    {
        try
        {
            share = new Shared<THal>(buffer, DriverToDevice);
            return true;
        }
        catch (DmaException)
        {
            share = default;
            return false;
        }
    }
}
