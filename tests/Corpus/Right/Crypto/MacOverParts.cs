using System;
using Devices;
using Hal;

namespace Drivers;

// Like WPA's key confirmation: a code over several parts that lie apart, through a list of addresses. The list is DMA memory, the parts
// are shared by a helper that undoes its own work when it fails.
public sealed unsafe class PartsDigest<THal> : IDisposable
    where THal : struct, IHal
{
    private const int MaxParts = 32;

    private readonly CryptoUnit _unit;
    private readonly Dma<THal> _list = new(1, BufferDirection.Both);
    private readonly PhysAddr[] _addresses = new PhysAddr[MaxParts];

    public PartsDigest(CryptoUnit unit) => _unit = unit;

    public bool TryCompute(DmaBuffer[] parts, Span<byte> code)
    {
        if (parts.Length is 0 or > MaxParts || code.Length != 32 || !TryMap(parts))
        {
            return false;
        }

        ulong* entry = _list.Pointer<ulong>(0);
        for (int i = 0; i < parts.Length; i++)
        {
            *entry++ = _addresses[i].Value;
            *entry++ = (ulong)parts[i].Length;
        }

        int status = _unit.Digest(_list.Paddr, parts.Length * 16, _list.PaddrAt(2048));
        Unmap(parts, parts.Length);
        if (status != 0)
        {
            return false;
        }

        _list.AsSpan().Slice(2048, 32).CopyTo(code);
        return true;
    }

    public void Dispose() => _list.Dispose();

    private bool TryMap(DmaBuffer[] parts)
    {
        int mapped = 0;
        try
        {
            for (; mapped < parts.Length; mapped++)
            {
                _addresses[mapped] = THal.Share(parts[mapped], BufferDirection.DriverToDevice);
            }

            return true;
        }
        catch (DmaException)
        {
            Unmap(parts, mapped);
            return false;
        }
    }

    private void Unmap(DmaBuffer[] parts, int count)
    {
        for (int i = 0; i < count; i++)
        {
            THal.Unshare(_addresses[i], parts[i], BufferDirection.DriverToDevice);
        }
    }
}
