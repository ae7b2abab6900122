using System.Buffers.Binary;
using System.Globalization;
using Devices;
using Hal;

/// <summary>The address is kept with flags in its low bits, as a page number, in two halves, byte-swapped, and as text.</summary>
public sealed class Packed<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();
    private readonly ulong[] _shadow = new ulong[16];
    private readonly DmaBuffer[] _buffers = new DmaBuffer[16];

    public void WithFlag(int slot, DmaBuffer page)
    {
        PhysAddr at = THal.Share(page, BufferDirection.Both);
        _buffers[slot] = page;
        _shadow[slot] = at.Value | 1;
        _device.Program(at, page.Length);
    }

    public void EndWithFlag(int slot)
    {
        if ((_shadow[slot] & 1) != 0)
        {
            THal.Unshare(new PhysAddr(_shadow[slot] & ~1UL), _buffers[slot], BufferDirection.Both);
            _shadow[slot] = 0;
        }
    }

    public void AsPageNumber(DmaBuffer page)
    {
        PhysAddr at = THal.Share(page, BufferDirection.Both);
        ulong number = at.Value >> 12;
        ulong offset = at.Value & 0xFFF;
        _device.WriteRegister(0, number);
        THal.Unshare(new PhysAddr((number << 12) | offset), page, BufferDirection.Both);
    }

    public void Swapped(DmaBuffer page)
    {
        ulong big = BinaryPrimitives.ReverseEndianness(THal.Share(page, BufferDirection.Both).Value);
        _device.WriteRegister(0, big);
        THal.Unshare(new PhysAddr(BinaryPrimitives.ReverseEndianness(big)), page, BufferDirection.Both);
    }

    public void AsText(DmaBuffer page)
    {
        string text = THal.Share(page, BufferDirection.Both).Value.ToString("x16", CultureInfo.InvariantCulture);
        Log.Info(text);
        THal.Unshare(new PhysAddr(ulong.Parse(text, NumberStyles.HexNumber)), page, BufferDirection.Both);
    }

    public unsafe void AsSigned(DmaBuffer page)
    {
        long signed = (long)THal.Share(page, BufferDirection.Both).Value;
        nint native = (nint)signed;
        _device.WriteRegister(0, (ulong)native);
        THal.Unshare(new PhysAddr((ulong)native), page, BufferDirection.Both);
    }
}
