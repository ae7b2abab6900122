using System.Threading;
using Hal;

namespace Drivers;

// Registers as a structure with volatile fields, and as references that are read by Volatile.
public sealed unsafe class VolatileRegisterStruct<THal>
    where THal : struct, IHal
{
    private struct Registers
    {
        public volatile uint Control;
        public volatile uint Status;
        public ulong Address;
    }

    private readonly Registers* _registers;

    public VolatileRegisterStruct(PhysAddr bar) => _registers = (Registers*)THal.MmioPhysToVirt(bar, (nuint)sizeof(Registers));

    public bool Run(Dma<THal> ring)
    {
        Volatile.Write(ref _registers->Address, ring.Paddr.Value);
        _registers->Control |= 1;
        ref uint status = ref *(uint*)((byte*)_registers + 4);
        for (int i = 0; i < 1000; i++)
        {
            if ((Volatile.Read(ref status) & 1) != 0)
            {
                return (_registers->Status & 2) == 0;
            }
        }

        Interlocked.MemoryBarrier();
        return false;
    }
}
