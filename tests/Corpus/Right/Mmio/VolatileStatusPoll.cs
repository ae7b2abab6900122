using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// A clock unit is switched by raw registers: pointer from the HAL, every access by Volatile. No plain dereference, all offsets within
// the 64 bytes that were mapped.
public sealed unsafe class ClockUnit<THal>
    where THal : struct, IHal
{
    private const int Size = 0x40;
    private const int Divider = 0x08;
    private const int Control = 0x0C;
    private const int Lock = 0x3C;
    private readonly byte* _registers;

    public ClockUnit(PhysAddr registers)
    {
        _registers = THal.MmioPhysToVirt(registers, Size);
        if (_registers == null)
        {
            throw new HalException("the clock unit is not there");
        }
    }

    public bool SetRate(uint divider, int milliseconds)
    {
        uint before = Volatile.Read(ref *(uint*)(_registers + Divider));
        Volatile.Write(ref *(uint*)(_registers + Divider), divider);
        Volatile.Write(ref *(uint*)(_registers + Control), 1u);
        Deadline deadline = Deadline.In(milliseconds);
        while ((Volatile.Read(ref *(uint*)(_registers + Lock)) & 1) == 0)
        {
            if (deadline.Expired)
            {
                Volatile.Write(ref *(uint*)(_registers + Divider), before);
                return false;
            }

            Thread.SpinWait(16);
        }

        return true;
    }
}
