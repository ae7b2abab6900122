using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

/// <summary>A cloud adapter: request ids, a free list of them and the mapped buffers by request id.</summary>
public sealed class ElasticTransmit<THal>
    where THal : struct, IHal
{
    private sealed class TxInfo
    {
        public List<Shared<THal>> Buffers { get; } = new(4);
        public Packet? Packet { get; set; }
    }

    private readonly TxInfo[] _info;
    private readonly Stack<ushort> _freeIds;
    private readonly Ring _ring;

    public ElasticTransmit(Ring ring, int depth)
    {
        _ring = ring;
        _info = new TxInfo[depth];
        _freeIds = new Stack<ushort>(depth);
        for (int i = depth - 1; i >= 0; i--)
        {
            _info[i] = new TxInfo();
            _freeIds.Push((ushort)i);
        }
    }

    public bool Start(Packet packet)
    {
        if (!_freeIds.TryPop(out ushort id))
        {
            return false;
        }

        TxInfo info = _info[id];
        if (!TryMap(info, packet))
        {
            _freeIds.Push(id);
            return false;
        }

        info.Packet = packet;
        foreach (Shared<THal> buffer in info.Buffers)
        {
            _ring.Post(id, buffer.Paddr, buffer.Buffer.Length);
        }

        _ring.Doorbell();
        return true;
    }

    private static bool TryMap(TxInfo info, Packet packet)
    {
        try
        {
            info.Buffers.Add(new Shared<THal>(packet.Buffer, BufferDirection.DriverToDevice));
            for (int i = 0; i < packet.FragmentCount; i++)
            {
                info.Buffers.Add(new Shared<THal>(packet.Fragment(i).Buffer, BufferDirection.DriverToDevice));
            }

            return true;
        }
        catch (DmaException)
        {
            Unmap(info);
            return false;
        }
    }

    private static void Unmap(TxInfo info)
    {
        foreach (Shared<THal> buffer in info.Buffers)
        {
            buffer.Unshare();
        }

        info.Buffers.Clear();
    }

    public void Complete(ushort id)
    {
        if (id >= _info.Length || _info[id].Packet is not { } packet)
        {
            throw new DeviceException($"The device completed request {id}, which is not in flight.");
        }

        Unmap(_info[id]);
        _info[id].Packet = null;
        packet.Free();
        _freeIds.Push(id);
    }
}
