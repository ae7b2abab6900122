using System;
using Devices;
using Hal;

namespace Drivers;

// Like batched doorbells: up to eight parts are shared on a span of the stack and posted with one call. A ref struct has span and count,
// its Dispose ends the count, and the port is waited for before that.
public ref struct ShareBatch<THal>
    where THal : struct, IHal
{
    private readonly Span<PhysAddr> _addresses;
    private readonly ReadOnlySpan<DmaBuffer> _parts;
    private int _count;

    public ShareBatch(Span<PhysAddr> addresses, ReadOnlySpan<DmaBuffer> parts)
    {
        _addresses = addresses;
        _parts = parts[..Math.Min(parts.Length, addresses.Length)];
        _count = 0;
    }

    public readonly ReadOnlySpan<PhysAddr> Addresses => _addresses[.._count];

    public void ShareAll()
    {
        for (; _count < _parts.Length; _count++)
        {
            _addresses[_count] = THal.Share(_parts[_count], BufferDirection.DriverToDevice);
        }
    }

    public void Dispose()
    {
        for (; _count > 0; _count--)
        {
            THal.Unshare(_addresses[_count - 1], _parts[_count - 1], BufferDirection.DriverToDevice);
        }
    }
}

public sealed class GatherSender<THal>(NetPort port)
    where THal : struct, IHal
{
    public bool Send(ReadOnlySpan<DmaBuffer> parts)
    {
        if (parts.Length is 0 or > 8 || !port.LinkUp)
        {
            return false;
        }

        Span<int> lengths = stackalloc int[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            lengths[i] = parts[i].Length;
        }

        var batch = new ShareBatch<THal>(stackalloc PhysAddr[8], parts);
        try
        {
            batch.ShareAll();
            port.TransmitParts(batch.Addresses, lengths);
            while (port.ReapTransmitted() == 0)
            {
                System.Threading.Thread.Yield();
            }

            return true;
        }
        finally
        {
            batch.Dispose();
        }
    }
}
