using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Signs digests with a public-key engine; operands are laid out in one page with fixed offsets. The page is DMA memory for both sides;
// the result is copied out before the operands are wiped and the page freed.
public static unsafe class SignatureEngine
{
    private const int OperandBytes = 384;

    private enum Slot
    {
        Modulus = 0,
        Exponent = 512,
        Message = 1024,
        Result = 1536,
    }

    public static byte[]? Sign<THal>(Device engine, ReadOnlySpan<byte> modulus, ReadOnlySpan<byte> exponent, ReadOnlySpan<byte> digest)
        where THal : struct, IHal
    {
        if (modulus.Length != OperandBytes || exponent.Length != OperandBytes || digest.Length > OperandBytes)
        {
            throw new ArgumentException("operands have 384 bytes");
        }

        var page = new Dma<THal>(1, Both);
        try
        {
            Put(page, Slot.Modulus, modulus);
            Put(page, Slot.Exponent, exponent);
            Put(page, Slot.Message, digest);
            engine.Program(page.Paddr, OperandBytes);
            engine.Kick();
            if (!engine.Wait(2000))
            {
                engine.Reset();
                return null;
            }

            return At(page, Slot.Result).ToArray();
        }
        finally
        {
            page.AsSpan().Clear();
            page.Dispose();
        }
    }

    private static void Put<THal>(Dma<THal> page, Slot slot, ReadOnlySpan<byte> operand)
        where THal : struct, IHal
    {
        Span<byte> target = At(page, slot);
        target.Clear();
        operand.CopyTo(target[(OperandBytes - operand.Length)..]);
    }

    private static Span<byte> At<THal>(Dma<THal> page, Slot slot)
        where THal : struct, IHal => page.AsSpan().Slice((int)slot, OperandBytes);
}
