using System.Collections.Generic;
using System.Linq;
using Devices;
using Hal;

/// <summary>Whether something was found is known by TryGetValue, by FirstOrDefault, by Any and by an index; the Share follows it.</summary>
public sealed class Lookups<THal>
    where THal : struct, IHal
{
    private readonly Dictionary<int, Packet> _packets = new();
    private readonly Device _device = new();

    public int ByTry(int key)
    {
        bool found = _packets.TryGetValue(key, out Packet? packet);
        PhysAddr at = found ? THal.Share(packet!.Buffer, BufferDirection.DriverToDevice) : default;
        int status = _device.Start(at, key);
        if (packet is not null)
        {
            THal.Unshare(at, packet.Buffer, BufferDirection.DriverToDevice);
        }

        return status;
    }

    public int ByFirst(int length)
    {
        Packet? packet = _packets.Values.FirstOrDefault(candidate => candidate.Length >= length);
        Shared<THal> share = packet is null ? default : new Shared<THal>(packet.Buffer, BufferDirection.DriverToDevice);
        int status = packet is null ? -2 : _device.Start(share.Paddr, packet.Length);
        share.Unshare();
        return status;
    }

    public int ByIndex(List<DmaBuffer> buffers, int length)
    {
        int index = buffers.FindIndex(buffer => buffer.Length >= length);
        PhysAddr at = index < 0 ? default : THal.Share(buffers[index], BufferDirection.Both);
        int status = _device.Start(at, length);
        if (index >= 0)
        {
            THal.Unshare(at, buffers[index], BufferDirection.Both);
        }

        return status;
    }

    public int ByOwnLoop(DmaBuffer[] buffers, DmaBuffer shared)
    {
        bool any = false;
        foreach (DmaBuffer buffer in buffers)
        {
            any |= buffer == shared;
        }

        PhysAddr at = default;
        if (any)
        {
            at = THal.Share(shared, BufferDirection.Both);
        }

        int status = _device.Start(at, buffers.Length);
        if (any)
        {
            THal.Unshare(at, shared, BufferDirection.Both);
        }

        return status;
    }
}
