using System;
using System.Collections.Generic;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A packet with too many fragments is copied to one buffer, and the map is tried a second time.</summary>
public sealed class EncapTransmit<THal>
    where THal : struct, IHal
{
    private const int MaxSegments = 8;
    private readonly NetPort _port;
    private readonly PinnedBuffer _linear = new(16 * 1024);
    private readonly List<(PhysAddr Address, DmaBuffer Bytes)> _segments = new(MaxSegments);

    public EncapTransmit(NetPort port) => _port = port;

    private int Load(Packet packet, bool linear)
    {
        if (linear)
        {
            int length = 0;
            Span<byte> to = _linear.Buffer.AsSpan();
            for (Packet? m = packet; m is not null; m = m.Next)
            {
                if (length + m.Length > to.Length)
                {
                    return -90;
                }

                m.Buffer.AsReadOnlySpan().CopyTo(to[length..]);
                length += m.Length;
            }

            DmaBuffer all = _linear.Buffer.Slice(0, length);
            _segments.Add((THal.Share(all, DriverToDevice), all));
            return 0;
        }

        for (Packet? m = packet; m is not null; m = m.Next)
        {
            if (_segments.Count == MaxSegments)
            {
                Unload();
                return -27;
            }

            _segments.Add((THal.Share(m.Buffer, DriverToDevice), m.Buffer));
        }

        return 0;
    }

    private void Unload()
    {
        for (int i = _segments.Count - 1; i >= 0; i--)
        {
            THal.Unshare(_segments[i].Address, _segments[i].Bytes, DriverToDevice);
        }

        _segments.Clear();
    }

    public int Encap(Packet packet)
    {
        int error;
        try
        {
            error = Load(packet, linear: false);
            if (error == -27)
            {
                error = Load(packet, linear: true);
            }
        }
        catch (DmaException)
        {
            Unload();
            return -12;
        }

        if (error != 0)
        {
            return error;
        }

        Span<PhysAddr> addresses = new PhysAddr[_segments.Count];
        Span<int> lengths = new int[_segments.Count];
        for (int i = 0; i < _segments.Count; i++)
        {
            addresses[i] = _segments[i].Address;
            lengths[i] = _segments[i].Bytes.Length;
        }

        _port.TransmitParts(addresses, lengths);
        SpinWait.SpinUntil(() => _port.ReapTransmitted() > 0);
        Unload();
        return 0;
    }
}
