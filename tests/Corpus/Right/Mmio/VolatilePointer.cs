using System.Threading;
using Devices;
using Hal;

/// <summary>Registers through the raw pointer of MmioPhysToVirt, by Volatile and by volatile fields.</summary>
public sealed unsafe class VolatileRegisters<THal>
    where THal : struct, IHal
{
    private struct Registers
    {
        public volatile uint Control;
        public volatile uint Status;
        public volatile uint AddressLow;
        public volatile uint AddressHigh;
    }

    private readonly byte* _base;

    public VolatileRegisters(PhysAddr bar) => _base = THal.MmioPhysToVirt(bar, HalConstants.PageSize);

    public bool Run(DmaBuffer data)
    {
        Registers* registers = (Registers*)_base;
        PhysAddr at = THal.Share(data, BufferDirection.DriverToDevice);
        registers->AddressLow = (uint)at.Value;
        registers->AddressHigh = (uint)(at.Value >> 32);
        registers->Status = 0;
        registers->Control = 1;
        while ((registers->Status & 1) == 0)
        {
        }

        Volatile.Write(ref *(uint*)(_base + 0x40), 1);
        bool ok = Volatile.Read(ref *(uint*)(_base + 0x44)) == 0;
        THal.Unshare(at, data, BufferDirection.DriverToDevice);
        return ok;
    }
}
