using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// Follows a fix in DPDK: "net/e1000: use I/O device memory read/write API": the registers are written through a plain pointer that the
// object keeps.
public sealed unsafe class E1000Hardware<THal>
    where THal : struct, IHal
{
    private const int DeviceControl = 0x0000;
    private const int BarSize = 0x20000;
    private const uint ResetBit = 1u << 26;

    private readonly byte* _hardware;

    public E1000Hardware(PhysAddr bar) => _hardware = THal.MmioPhysToVirt(bar, BarSize);

    public uint ControlValue => Volatile.Read(ref *(uint*)(_hardware + DeviceControl));

    public bool Reset()
    {
        *(uint*)(_hardware + DeviceControl) = ResetBit; //! HAL3001
        Deadline deadline = Deadline.In(20);
        while ((ControlValue & ResetBit) != 0)
        {
            if (deadline.Expired)
            {
                return false;
            }
        }

        return true;
    }
}
