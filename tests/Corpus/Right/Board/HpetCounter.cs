using System.Threading;
using Hal;

namespace Drivers;

// Like fixes in Asterinas and Redox: timer registers that were accessed without volatile. The configuration register of the timer is
// written by one volatile access.
public sealed unsafe class Hpet<THal>
    where THal : struct, IHal
{
    private const nuint RegionBytes = 1024;
    private const int Capabilities = 0x00;
    private const int Configuration = 0x10;
    private const int Counter = 0xf0;

    public static ulong Calibrate(PhysAddr table, int reads)
    {
        byte* registers = THal.MmioPhysToVirt(table, RegionBytes);
        ulong period = Volatile.Read(ref *(ulong*)(registers + Capabilities)) >> 32;
        Volatile.Write(ref *(ulong*)(registers + Configuration), 1);
        ulong first = Volatile.Read(ref *(ulong*)(registers + Counter));
        ulong last = first;
        for (int i = 0; i < reads; i++)
        {
            last = Volatile.Read(ref *(ulong*)(registers + Counter));
        }

        return (last - first) * period;
    }

    public static bool IsPlausible(PhysAddr table)
    {
        ulong elapsed = Calibrate(table, 1000);
        return elapsed is > 1_000_000 and < 1_000_000_000_000;
    }
}
