using Devices;
using Hal;

/// <summary>sg list limited to what fits; what was mapped beyond is given back.</summary>
public sealed class SoftLimits<THal>(NetPort port) where THal : struct, IHal
{
    public int Send(Packet packet)
    {
        int count = packet.FragmentCount;
        var addresses = new PhysAddr[count + 1];
        var lengths = new int[count + 1];
        addresses[0] = THal.Share(packet.Buffer, BufferDirection.DriverToDevice);
        lengths[0] = packet.Length;
        for (int i = 0; i < count; i++)
        {
            Fragment f = packet.Fragment(i);
            addresses[i + 1] = THal.Share(f.Buffer, BufferDirection.DriverToDevice);
            lengths[i + 1] = f.Length;
        }

        if (port.TransmitSpace <= count)
        {
            Undo(packet, addresses, count);
            return -11;
        }

        port.TransmitParts(addresses, lengths);
        while (port.ReapTransmitted() == 0)
        {
        }

        Undo(packet, addresses, count);
        return packet.Length;
    }

    private static void Undo(Packet packet, PhysAddr[] addresses, int count)
    {
        for (int i = 0; i < count; i++)
        {
            THal.Unshare(addresses[i + 1], packet.Fragment(i).Buffer, BufferDirection.DriverToDevice);
        }

        THal.Unshare(addresses[0], packet.Buffer, BufferDirection.DriverToDevice);
    }
}
