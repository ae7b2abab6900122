using System.Threading;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A ref struct that unlocks the registers and locks them again, around 64-bit values in two halves.
public readonly ref struct RegisterTransaction
{
    private readonly MmioRegion _registers;

    public RegisterTransaction(MmioRegion registers)
    {
        _registers = registers;
        _registers.Write32(0xFC, 0x1ACCE551);
    }

    public void WriteAddress(nuint offset, PhysAddr address)
    {
        _registers.Write32(offset, (uint)address.Value);
        _registers.Write32(offset + 4, (uint)(address.Value >> 32));
    }

    public void Dispose() => _registers.Write32(0xFC, 0);
}

public sealed class RegisterTransactionUse<THal>(PhysAddr bar)
    where THal : struct, IHal
{
    private readonly MmioRegion _registers = MmioRegion.Map<THal>(bar, 0x100);

    public ulong Counter
    {
        get
        {
            uint high, low;
            do
            {
                high = _registers.Read32(0x14);
                low = _registers.Read32(0x10);
            }
            while (high != _registers.Read32(0x14));

            return ((ulong)high << 32) | low;
        }
    }

    public bool Load(DmaBuffer table)
    {
        using var shared = new SharedScope<THal>(table, DriverToDevice);
        using (var transaction = new RegisterTransaction(_registers))
        {
            transaction.WriteAddress(0x20, shared.Paddr);
        }

        while ((_registers.Read8(0x28) & 1) == 0)
        {
            Thread.SpinWait(4);
        }

        return (_registers.Read8(0x28) & 2) == 0;
    }
}
