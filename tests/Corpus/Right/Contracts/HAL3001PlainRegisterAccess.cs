using System;
using System.Threading;
using Hal;

/// <summary>C14: every register access is one access.</summary>
public sealed unsafe class RegistersAsMemory<THal>
    where THal : struct, IHal
{
    private struct Timer
    {
        public volatile uint Load;
        public volatile uint Value;
        public volatile uint Control;
    }

    private readonly byte* _registers;
    private readonly Timer* _timer;

    public RegistersAsMemory(PhysAddr bar)
    {
        _registers = THal.MmioPhysToVirt(bar, 0x1000);
        _timer = (Timer*)THal.MmioPhysToVirt(bar + 0x1000, (nuint)sizeof(Timer));
    }

    public void Ring(ushort queue)
    {
        Volatile.Write(ref *(ushort*)(_registers + 0x50), queue);
    }

    public void WaitReady()
    {
        while ((Volatile.Read(ref _registers[0x44]) & 1) == 0)
        {
        }
    }

    public void Restart(uint ticks)
    {
        _timer->Load = ticks;
        _timer->Control |= 1;
    }

    public void ReadIdentity(Span<byte> identity)
    {
        var registers = new MmioRegion(_registers + 0x100, 16);
        for (int i = 0; i < 16; i++)
        {
            identity[i] = registers.Read8((nuint)i);
        }
    }

    public uint Acknowledge(PhysAddr interrupts)
    {
        uint* pending = (uint*)THal.MmioPhysToVirt(interrupts, 8);
        uint seen = Volatile.Read(ref *pending);
        ref uint clear = ref pending[1];
        Volatile.Write(ref clear, seen);
        return seen;
    }
}
