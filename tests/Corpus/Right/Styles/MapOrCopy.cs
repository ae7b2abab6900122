using Devices;
using Hal;

/// <summary>Small messages are copied into a slot, large ones are mapped.</summary>
public sealed class MapOrCopy<THal>(Ring ring, Dma<THal> slots) where THal : struct, IHal
{
    private const int CopyBreak = 256;

    private readonly Shared<THal>?[] _mapped = new Shared<THal>?[256];

    public bool Send(DmaBuffer message, int slot)
    {
        PhysAddr a;
        Shared<THal>? mapped = null;
        if (message.Length <= CopyBreak)
        {
            message.AsReadOnlySpan().CopyTo(slots.Slice((nuint)(slot * CopyBreak), CopyBreak).AsSpan());
            a = slots.PaddrAt((nuint)(slot * CopyBreak));
        }
        else
        {
            mapped = new Shared<THal>(message, BufferDirection.DriverToDevice);
            a = mapped.Value.Paddr;
        }

        if (ring.IsFull)
        {
            mapped?.Unshare();
            return false;
        }

        ring.Post(slot, a, message.Length);
        _mapped[slot] = mapped;
        return true;
    }

    public bool SendSync(DmaBuffer message)
    {
        bool copy = message.Length <= CopyBreak;
        PhysAddr a;
        if (copy)
        {
            message.AsReadOnlySpan().CopyTo(slots.AsSpan());
            a = slots.Paddr;
        }
        else
        {
            a = THal.Share(message, BufferDirection.DriverToDevice);
        }

        bool ok = ring.TryPost(a, message.Length, out int index);
        while (ok && !ring.IsDone(index))
        {
        }

        if (!copy)
        {
            THal.Unshare(a, message, BufferDirection.DriverToDevice);
        }

        return ok;
    }

    public void Done(int slot)
    {
        _mapped[slot]?.Unshare();
        _mapped[slot] = null;
    }
}
