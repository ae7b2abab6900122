using Devices;
using Hal;

/// <summary>An Ethernet receive ring: every descriptor always has a packet; a packet that is delivered is replaced first.</summary>
public sealed class ReceiveRing<THal>
    where THal : struct, IHal
{
    private const int Size = 256;
    private readonly NetPort _port = new();
    private readonly Ring _ring = new();
    private readonly Packet?[] _packets = new Packet?[Size];
    private readonly PhysAddr[] _addresses = new PhysAddr[Size];

    public bool Fill()
    {
        for (int i = 0; i < Size; i++)
        {
            Packet? packet = _port.Allocate(2048);
            if (packet is null)
            {
                Empty();
                return false;
            }

            _packets[i] = packet;
            _addresses[i] = THal.Share(packet.Buffer, BufferDirection.DeviceToDriver);
            _ring.Post(i, _addresses[i], packet.Capacity);
        }

        return true;
    }

    public int Poll(int budget)
    {
        int done = 0;
        while (done < budget && _ring.TryTake(out int index, out int written))
        {
            Packet packet = _packets[index]!;
            PhysAddr at = _addresses[index];
            Packet? fresh = written > 0 ? _port.Allocate(2048) : null;
            if (fresh is null)
            {
                _ring.Post(index, at, packet.Capacity);
                continue;
            }

            THal.Unshare(at, packet.Buffer, BufferDirection.DeviceToDriver);
            _packets[index] = fresh;
            _addresses[index] = THal.Share(fresh.Buffer, BufferDirection.DeviceToDriver);
            _ring.Post(index, _addresses[index], fresh.Capacity);
            packet.Length = written;
            _port.Deliver(packet);
            done++;
        }

        return done;
    }

    public void Empty()
    {
        _ring.Stop();
        for (int i = 0; i < Size; i++)
        {
            if (_packets[i] is { } packet)
            {
                THal.Unshare(_addresses[i], packet.Buffer, BufferDirection.DeviceToDriver);
                packet.Free();
                _packets[i] = null;
            }
        }
    }
}
