using Hal;

namespace Drivers;

/// <summary>Creates the descriptor rings of a boot driver; what was made is undone in reverse.</summary>
public sealed unsafe class IntelBoot<THal>
    where THal : struct, IHal
{
    private sealed class DescriptorRing
    {
        public Dma<THal>? Memory;
        public nuint Register;
        public int Length;
    }

    private readonly MmioRegion _registers;
    private readonly DescriptorRing _tx = new() { Register = 0x3800, Length = 16 * 16 };
    private readonly DescriptorRing _rx = new() { Register = 0x2800, Length = 16 * 16 };

    public IntelBoot(PhysAddr bar) => _registers = MmioRegion.Map<THal>(bar, 128 * 1024);

    private int CreateRing(DescriptorRing ring)
    {
        if (!Dma<THal>.TryCreate(HalConstants.PagesFor((nuint)ring.Length), BufferDirection.Both, out Dma<THal>? memory))
        {
            return -12;
        }

        ring.Memory = memory;
        ulong address = memory.Paddr.Value;
        _registers.Write32(ring.Register, (uint)(address & 0xFFFF_FFFF));
        _registers.Write32(ring.Register + 4, (uint)(address >> 32));
        _registers.Write32(ring.Register + 8, (uint)ring.Length);
        _registers.Write32(ring.Register + 0x10, 0);
        _registers.Write32(ring.Register + 0x18, 0);
        _registers.Write32(ring.Register + 0x28, _registers.Read32(ring.Register + 0x28) | (1u << 25));
        return 0;
    }

    private void DestroyRing(DescriptorRing ring)
    {
        _registers.Write32(ring.Register + 0x28, 0);
        _registers.Write32(ring.Register, 0);
        _registers.Write32(ring.Register + 4, 0);
        ring.Memory?.Dispose();
        ring.Memory = null;
    }

    public int Open()
    {
        int rc;
        if ((rc = CreateRing(_tx)) != 0)
        {
            goto ErrorTx;
        }

        if ((rc = CreateRing(_rx)) != 0)
        {
            goto ErrorRx;
        }

        return 0;

    ErrorRx:
        DestroyRing(_tx);
    ErrorTx:
        return rc;
    }

    public void Close()
    {
        DestroyRing(_rx);
        DestroyRing(_tx);
    }
}
