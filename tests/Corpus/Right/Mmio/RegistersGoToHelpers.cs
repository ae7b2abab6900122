using System;
using System.Threading;
using Hal;

/// <summary>Accessors of the driver's own, and fields that may hold memory in a simulation: nothing is known of what they point to.</summary>
public sealed unsafe class SimulatedOrReal<THal>
    where THal : struct, IHal
{
    private byte* _window;
    private readonly bool _simulated;

    public SimulatedOrReal(PhysAddr bar, byte* simulation)
    {
        _simulated = simulation != null;
        _window = _simulated ? simulation : THal.MmioPhysToVirt(bar, 64);
    }

    public uint Identity
    {
        get
        {
            if (_simulated)
            {
                return *(uint*)_window;
            }

            return Read(_window, 0);
        }
    }

    public bool Probe(PhysAddr bar)
    {
        byte* registers = THal.MmioPhysToVirt(bar, 64);
        return registers != null && Read(registers, 4) == 0x1AF4 && ReadAll(new Span<byte>(registers, 64)) != 0;
    }

    private static uint Read(byte* registers, int offset) => Volatile.Read(ref *(uint*)(registers + offset));

    private static int ReadAll(Span<byte> registers)
    {
        int sum = 0;
        for (int i = 0; i < registers.Length; i++)
        {
            sum += Volatile.Read(ref registers[i]);
        }

        return sum;
    }
}
