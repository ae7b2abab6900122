using System;
using Devices;
using Hal;

namespace Drivers;

// Like Linux hisilicon hpre: operands of an exponentiation are copied into one aligned region, one behind another. Offsets are checked
// against the region's pages before anything is copied, secrets are wiped before it goes.
public sealed class BigNumberUnit<THal>(Mailbox unit)
    where THal : struct, IHal
{
    private const uint ModularExponent = 0x77;

    public byte[]? Power(ReadOnlySpan<byte> number, ReadOnlySpan<byte> exponent, ReadOnlySpan<byte> modulus)
    {
        int width = Math.Max(number.Length, Math.Max(exponent.Length, modulus.Length));
        if (width == 0 || width > 1024)
        {
            return null;
        }

        nuint pages = HalConstants.PagesFor((nuint)width * 4);
        if (!Dma<THal>.TryCreate(pages, BufferDirection.Both, out var region))
        {
            return null;
        }

        try
        {
            Span<byte> bytes = region.AsSpan();
            Place(number, bytes[..width]);
            Place(exponent, bytes.Slice(width, width));
            Place(modulus, bytes.Slice(2 * width, width));
            int status = unit.Execute(ModularExponent, region.Paddr, region.PaddrAt((nuint)(3 * width)));
            return status == 0 ? bytes.Slice(3 * width, width).ToArray() : null;
        }
        finally
        {
            region.AsSpan().Clear();
            region.Dispose();
        }
    }

    private static void Place(ReadOnlySpan<byte> number, Span<byte> field) => number.CopyTo(field[(field.Length - number.Length)..]);
}
