using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A public-key accelerator whose operands lie in one block of memory. Operands are written by offset, the result is read after the
// firmware answered, and the secret is cleared before the block goes.
internal sealed unsafe class ModularExponent<THal>
    where THal : struct, IHal
{
    private const uint Exponentiate = 0x51;
    private const int OperandBytes = 512;

    private readonly Mailbox _firmware;

    public ModularExponent(Mailbox firmware) => _firmware = firmware;

    public byte[] Compute(ReadOnlySpan<byte> value, ReadOnlySpan<byte> exponent, ReadOnlySpan<byte> modulus)
    {
        if (value.Length > OperandBytes || exponent.Length > OperandBytes || modulus.Length > OperandBytes)
        {
            throw new ArgumentException("Operands have at most 4096 bits.");
        }

        // Value, exponent, modulus and result, in this order.
        using var block = new Dma<THal>(HalConstants.PagesFor(4 * OperandBytes), Both);
        Span<byte> memory = block.AsSpan();
        try
        {
            value.CopyTo(memory);
            exponent.CopyTo(memory[OperandBytes..]);
            modulus.CopyTo(memory[(2 * OperandBytes)..]);
            PhysAddr result = block.PaddrAt(3 * OperandBytes);
            int status = _firmware.Execute(Exponentiate, block.Paddr, result);
            if (status != 0)
            {
                throw new DeviceException($"The accelerator refused: {status}.");
            }

            return memory.Slice(3 * OperandBytes, modulus.Length).ToArray();
        }
        finally
        {
            memory.Clear();
        }
    }
}
