using System.Threading;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "net/sonic: Use MMIO accessors" (e3885f576196): the chip's registers were read and written through a plain
// pointer.
public sealed unsafe class Sonic<THal>
    where THal : struct, IHal
{
    private const int Command = 0, Isr = 5, Imr = 4, Cda = 0x3E;
    private const uint LoadCam = 1 << 9;

    private readonly uint* _regs;

    public Sonic(PhysAddr bar) => _regs = (uint*)THal.MmioPhysToVirt(bar, 0x100);

    public bool Restart()
    {
        Volatile.Write(ref _regs[Imr], 0);
        Volatile.Write(ref _regs[Isr], 0x7FFF);
        Volatile.Write(ref _regs[Command], LoadCam);
        int quiet = 0;
        while ((Volatile.Read(ref _regs[Command]) & LoadCam) != 0)
        {
            if (++quiet == 1000)
            {
                return false;
            }

            Thread.SpinWait(20);
        }

        Volatile.Write(ref _regs[Cda], 0);
        return true;
    }
}
