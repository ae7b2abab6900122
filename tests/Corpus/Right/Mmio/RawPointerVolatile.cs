using System.Runtime.CompilerServices;
using System.Threading;
using Hal;

namespace Drivers;

/// <summary>Registers behind a raw pointer, as ported drivers have them: each access is volatile.</summary>
public sealed unsafe class TimerBlock<THal>
    where THal : struct, IHal
{
    private const int Control = 0x00;
    private const int CounterLow = 0x08;
    private const int CounterHigh = 0x0C;
    private const int Compare = 0x10;
    private const int BlockSize = 0x40;

    private readonly byte* _registers;

    public TimerBlock(PhysAddr bar) => _registers = THal.MmioPhysToVirt(bar, BlockSize);

    public ulong Now
    {
        get
        {
            while (true)
            {
                uint high = Read(CounterHigh);
                uint low = Read(CounterLow);
                if (Read(CounterHigh) == high)
                {
                    return ((ulong)high << 32) | low;
                }
            }
        }
    }

    public void Arm(ulong at)
    {
        Write(Control, 0);
        Volatile.Write(ref *(ulong*)(_registers + Compare), at);
        Write(Control, 1);
    }

    private uint Read(int offset) => Volatile.Read(ref Unsafe.As<byte, uint>(ref _registers[offset]));

    private void Write(int offset, uint value) => Volatile.Write(ref *(uint*)(_registers + offset), value);
}
