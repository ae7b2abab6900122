using System;
using Hal;

/// <summary>C14: registers are used as if they were memory.</summary>
public sealed unsafe class RegistersAsMemory<THal>
    where THal : struct, IHal
{
    private struct Timer
    {
        public uint Load;
        public uint Value;
        public uint Control;
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
        *(ushort*)(_registers + 0x50) = queue; //! HAL3001
    }

    public void WaitReady()
    {
        while ((_registers[0x44] & 1) == 0) //! HAL3001
        {
        }
    }

    public void Restart(uint ticks)
    {
        _timer->Load = ticks; //! HAL3001
        _timer->Control |= 1; //! HAL3001
    }

    public void ReadIdentity(Span<byte> identity)
    {
        new ReadOnlySpan<byte>(_registers + 0x100, 16).CopyTo(identity); //! HAL3001 (no fix: meaning)
    }

    public uint Acknowledge(PhysAddr interrupts)
    {
        uint* pending = (uint*)THal.MmioPhysToVirt(interrupts, 8);
        uint seen = *pending; //! HAL3001
        ref uint clear = ref pending[1];
        clear = seen; //! HAL3001
        return seen;
    }
}
