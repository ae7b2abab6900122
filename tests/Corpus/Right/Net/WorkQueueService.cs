using System;
using Devices;
using Hal;

namespace Drivers;

/// <summary>The queue knows nothing of mappings: it calls back for each completed buffer.</summary>
public sealed class WorkQueue<THal>
    where THal : struct, IHal
{
    internal sealed class WqBuf
    {
        public WqBuf Next = null!;
        public PhysAddr Address;
        public DmaBuffer Bytes;
        public Packet? Owner;
    }

    private WqBuf _toUse;
    private WqBuf _toClean;

    public WorkQueue(int count)
    {
        var first = new WqBuf();
        WqBuf last = first;
        for (int i = 1; i < count; i++)
        {
            last = last.Next = new WqBuf();
        }

        last.Next = first;
        _toUse = _toClean = first;
    }

    public bool Queue(Packet packet, Ring ring)
    {
        if (ReferenceEquals(_toUse.Next, _toClean))
        {
            return false;
        }

        PhysAddr address = THal.Share(packet.Buffer, BufferDirection.DriverToDevice);
        WqBuf buf = _toUse;
        buf.Address = address;
        buf.Bytes = packet.Buffer;
        buf.Owner = packet;
        ring.Post(0, address, buf.Bytes.Length);
        _toUse = buf.Next;
        return true;
    }

    public void Service(int completed) => Walk(ref completed, FreeBuf);

    public void Drain(Ring ring)
    {
        ring.Stop();
        int all = int.MaxValue;
        Walk(ref all, FreeBuf);
    }

    private void Walk(ref int count, Action<WqBuf> each)
    {
        while (count-- > 0 && !ReferenceEquals(_toClean, _toUse))
        {
            WqBuf buf = _toClean;
            each(buf);
            _toClean = buf.Next;
        }
    }

    private static void FreeBuf(WqBuf buf)
    {
        THal.Unshare(buf.Address, buf.Bytes, BufferDirection.DriverToDevice);
        buf.Owner?.Free();
        buf.Owner = null;
        buf.Address = default;
    }
}
