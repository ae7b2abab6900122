using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// Follows a fix in U-Boot: "usb: xhci: Add missing xhci_readl()": a member polls a register by a plain dereference of the field that
// holds the mapping.
public sealed unsafe class OperationalRegisters<THal>
    where THal : struct, IHal
{
    private const int UsbCommand = 0x20;
    private const int UsbStatus = 0x24;
    private const uint Halted = 1;

    private readonly byte* _registers;

    public OperationalRegisters(PhysAddr bar)
    {
        _registers = THal.MmioPhysToVirt(bar, 0x1000);
    }

    public bool Halt()
    {
        uint command = Volatile.Read(ref *(uint*)(_registers + UsbCommand));
        Volatile.Write(ref *(uint*)(_registers + UsbCommand), command & ~1u);
        Deadline deadline = Deadline.In(16);
        while (!deadline.Expired)
        {
            if ((*(uint*)(_registers + UsbStatus) & Halted) != 0) //! HAL3001
            {
                return true;
            }
        }

        Log.Info("the controller does not halt");
        return false;
    }
}
