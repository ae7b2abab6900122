using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Split driver: requests carry an id, freed ids form a list inside the table that also keeps the grants.</summary>
public sealed class SplitTransmit<THal>
    where THal : struct, IHal
{
    private const int RingSize = 256;
    private const ushort EndOfList = 0xFFFF;

    private readonly ushort[] _link = new ushort[RingSize];
    private readonly PhysAddr[] _grant = new PhysAddr[RingSize];
    private readonly Packet?[] _packet = new Packet?[RingSize];
    private readonly object _gate = new();
    private readonly NetPort _port;
    private ushort _freeHead;

    public SplitTransmit(NetPort port)
    {
        _port = port;
        for (ushort i = 0; i < RingSize; i++)
        {
            _link[i] = i + 1 < RingSize ? (ushort)(i + 1) : EndOfList;
        }
    }

    public bool Start(Packet packet)
    {
        lock (_gate)
        {
            if (_freeHead == EndOfList || !_port.LinkUp)
            {
                return false;
            }

            ushort id = _freeHead;
            PhysAddr grant = THal.Share(packet.Buffer, DriverToDevice);
            if (!_port.Transmit(grant, packet.Length))
            {
                THal.Unshare(grant, packet.Buffer, DriverToDevice);
                return false;
            }

            _freeHead = _link[id];
            _grant[id] = grant;
            _packet[id] = packet;
            return true;
        }
    }

    public void Responses(ReadOnlySpan<ushort> ids)
    {
        lock (_gate)
        {
            foreach (ushort id in ids)
            {
                if (id >= RingSize || _packet[id] is not { } packet)
                {
                    Log.Info($"response for a bad id {id}");
                    continue;
                }

                THal.Unshare(_grant[id], packet.Buffer, DriverToDevice);
                _grant[id] = default;
                _packet[id] = null;
                _link[id] = _freeHead;
                _freeHead = id;
                packet.Free();
            }
        }
    }
}
