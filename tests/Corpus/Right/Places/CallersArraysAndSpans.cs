using System;
using System.Collections.Generic;
using Devices;
using Hal;

/// <summary>Shares go into the caller's array, span, list, dictionary and by-ref slots: the duty goes with them.</summary>
public sealed class FillsCallers<THal>
    where THal : struct, IHal
{
    public static int Into(PhysAddr[] addresses, ReadOnlySpan<DmaBuffer> buffers)
    {
        int i = 0;
        foreach (DmaBuffer buffer in buffers)
        {
            addresses[i++] = THal.Share(buffer, BufferDirection.Both);
        }

        return i;
    }

    public static void Into(Span<PhysAddr> addresses, Span<DmaBuffer> buffers)
    {
        for (int i = 0; i < buffers.Length; i++)
        {
            addresses[i] = THal.Share(buffers[i], BufferDirection.Both);
        }
    }

    public static void Into(ICollection<Shared<THal>> shares, DmaBuffer buffer) =>
        shares.Add(new Shared<THal>(buffer, BufferDirection.Both));

    public static unsafe void Into(PhysAddr* table, DmaBuffer first, DmaBuffer second)
    {
        *table++ = THal.Share(first, BufferDirection.Both);
        *table = THal.Share(second, BufferDirection.Both);
    }

    public static void Into(IDictionary<string, PhysAddr> names, string name, DmaBuffer buffer)
    {
        if (!names.ContainsKey(name))
        {
            names[name] = THal.Share(buffer, BufferDirection.Both);
        }
    }

    public static void Into(ref PhysAddr slot, DmaBuffer old, DmaBuffer next)
    {
        PhysAddr previous = slot;
        slot = THal.Share(next, BufferDirection.Both);
        if (previous != default)
        {
            THal.Unshare(previous, old, BufferDirection.Both);
        }
    }
}
