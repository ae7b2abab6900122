using System;
using System.Runtime.InteropServices;
using Devices;
using Hal;

public sealed unsafe class RegistersAndDescriptors<THal> where THal : struct, IHal
{
    [StructLayout(LayoutKind.Sequential)]
    private struct Registers
    {
        public volatile uint Control;
        public volatile uint Status;
        private uint _reserved;
        public volatile uint BaseLow;
    }

    private readonly Registers* _regs;
    private readonly Dma<THal> _ring = new(1, BufferDirection.Both);

    public RegistersAndDescriptors(PhysAddr bar)
    {
        _regs = (Registers*)THal.MmioPhysToVirt(bar, (nuint)sizeof(Registers));
        _regs->Control = 0;
        while ((_regs->Status & 1) == 0)
        {
        }

        Descriptor* table = _ring.Pointer<Descriptor>(0);
        int count = HalConstants.PageSize / sizeof(Descriptor);
        Descriptor* end = table + count;
        for (Descriptor* d = table; d < end; d++)
        {
            d->Flags = 1;
            d->Next = (ushort)(d - table + 1);
        }

        end[-1].Next = 0;
        _regs->BaseLow = (uint)_ring.Paddr.Value;
        _regs->Control = 1;
    }

    public void Close()
    {
        _regs->Control = 0;
        _ring.Dispose();
    }
}
