using System.Threading;
using Devices;
using Hal;

/// <summary>After Unshare the descriptor is cleared, or the next share's address is written where the old one stood.</summary>
public sealed unsafe class DescriptorReuse<THal>
    where THal : struct, IHal
{
    private readonly Descriptor* _descriptor;
    private readonly MmioRegion _registers;

    public DescriptorReuse(Descriptor* descriptor, MmioRegion registers)
    {
        _descriptor = descriptor;
        _registers = registers;
    }

    public void Run(DmaBuffer first, DmaBuffer second)
    {
        PhysAddr firstAt = THal.Share(first, BufferDirection.DriverToDevice);
        _descriptor->Address = firstAt.Value;
        _registers.Write64(0x10, firstAt.Value);
        Wait();
        PhysAddr secondAt = THal.Share(second, BufferDirection.DriverToDevice);
        THal.Unshare(firstAt, first, BufferDirection.DriverToDevice);
        _descriptor->Address = secondAt.Value;
        _registers.Write64(0x10, secondAt.Value);
        Wait();
        THal.Unshare(secondAt, second, BufferDirection.DriverToDevice);
        _descriptor->Address = 0;
        _registers.Write64(0x10, 0);
        _registers.Write32(0x18, secondAt == firstAt ? 1u : 0u);
    }

    private void Wait()
    {
        while ((Volatile.Read(ref _descriptor->Flags) & 1) == 0)
        {
        }
    }
}
