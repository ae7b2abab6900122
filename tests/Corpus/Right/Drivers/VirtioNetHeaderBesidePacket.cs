using System;
using Devices;
using Hal;

/// <summary>Every packet has a header of its own in one pinned block; header and packet are shared, and ended, together.</summary>
public sealed class NetHeaders<THal> : IDisposable
    where THal : struct, IHal
{
    private const int HeaderSize = 12;
    private const int Slots = 64;
    private readonly PinnedBuffer _headers = new(Slots * HeaderSize);
    private readonly (Shared<THal> Header, Shared<THal> Body, Packet Packet)?[] _slots = new (Shared<THal>, Shared<THal>, Packet)?[Slots];
    private readonly Ring _ring = new();
    private int _next;

    public bool Send(Packet packet, bool checksum)
    {
        int slot = _next;
        if (_slots[slot] is not null)
        {
            return false;
        }

        DmaBuffer header = _headers.Buffer.Slice(slot * HeaderSize, HeaderSize);
        header.AsSpan().Clear();
        header[0] = checksum ? (byte)1 : (byte)0;
        var headerShare = new Shared<THal>(header, BufferDirection.DriverToDevice);
        Shared<THal> bodyShare;
        try
        {
            bodyShare = new Shared<THal>(packet.Buffer, BufferDirection.DriverToDevice);
        }
        catch (DmaException)
        {
            headerShare.Unshare();
            return false;
        }

        _slots[slot] = (headerShare, bodyShare, packet);
        _ring.Post(slot * 2, headerShare.Paddr, HeaderSize);
        _ring.Post(slot * 2 + 1, bodyShare.Paddr, packet.Length);
        _ring.Doorbell();
        _next = (slot + 1) % Slots;
        return true;
    }

    public void Reap()
    {
        while (_ring.TryTake(out int index, out _))
        {
            if (_slots[index / 2] is not var (header, body, packet))
            {
                throw new DeviceException($"{index} was not in use");
            }

            header.Unshare();
            body.Unshare();
            packet.Free();
            _slots[index / 2] = null;
        }
    }

    public void Dispose()
    {
        _ring.Stop();
        foreach (var slot in _slots)
        {
            slot?.Header.Unshare();
            slot?.Body.Unshare();
        }

        _headers.Dispose();
    }
}
