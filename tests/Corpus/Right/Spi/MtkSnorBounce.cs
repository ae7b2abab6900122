using System;
using System.Runtime.InteropServices;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in U-Boot: "spi: mtk_snor: fix zeroed data in DMA read bounce path" (28bd6396778): the CPU's pointer to the bounce
// buffer was handed to the controller as its DMA address.
public sealed unsafe class MtkSnor<THal> : IDisposable
    where THal : struct, IHal
{
    private const int DmaAlign = 16;
    private const nuint DmaStart = 0x71C, DmaFlash = 0x718, DmaLow = 0x720, DmaHigh = 0x724;

    private readonly MmioRegion _regs;
    private readonly byte* _bounce;

    public MtkSnor(MmioRegion regs)
    {
        _regs = regs;
        _bounce = (byte*)NativeMemory.AlignedAlloc(HalConstants.PageSize, HalConstants.PageSize);
    }

    public bool Read(uint flash, Span<byte> into)
    {
        int rounded = (into.Length + DmaAlign - 1) & ~(DmaAlign - 1);
        var buffer = new DmaBuffer(_bounce, rounded);
        PhysAddr paddr = THal.Share(buffer, DeviceToDriver);
        bool done = Execute(flash, paddr, rounded);
        THal.Unshare(paddr, buffer, DeviceToDriver);
        if (done)
        {
            buffer.AsReadOnlySpan().Slice(0, into.Length).CopyTo(into);
        }

        return done;
    }

    public void Dispose() => NativeMemory.AlignedFree(_bounce);

    private bool Execute(uint flash, [DeviceAddress] PhysAddr memory, int length)
    {
        _regs.Write32(DmaFlash, flash);
        _regs.Write32(DmaLow, (uint)memory.Value);
        _regs.Write32(DmaHigh, (uint)(memory.Value >> 32));
        _regs.Write32(DmaStart, (uint)length);
        Deadline deadline = Deadline.In(100);
        while ((_regs.Read32(DmaStart) & 1) != 0)
        {
            if (deadline.Expired)
            {
                _regs.Write32(DmaStart, 2);
                return false;
            }
        }

        return true;
    }
}
