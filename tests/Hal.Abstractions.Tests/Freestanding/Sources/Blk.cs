namespace Firmware;

using Hal;

/// <summary>A HAL of a machine whose device sees memory where the CPU does, from a bump allocator.</summary>
public readonly unsafe struct IdentityHal : IHal
{
    private static byte* s_next;

    public static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        byte* memory = s_next;
        s_next += pages * HalConstants.PageSize;
        return new DmaAllocation(new PhysAddr((ulong)memory), memory);
    }

    public static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages) => 0;

    public static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => (byte*)(nuint)paddr.Value;

    public static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => new PhysAddr((ulong)buffer.Pointer);

    public static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
    }
}

/// <summary>The core of a driver: every item of Core/ is used as a driver uses it.</summary>
public unsafe struct Blk<THal>
    where THal : struct, IHal
{
    private Shared<THal> _pending;
    private DmaAllocation _ring;

    public bool Start()
    {
        _ring = THal.DmaAlloc(HalConstants.PagesFor(5000), BufferDirection.Both);
        return _ring.Paddr != default(PhysAddr);
    }

    public ulong Submit(byte* memory, int length)
    {
        _pending = new Shared<THal>(new DmaBuffer(memory, length).Slice(0, length / 2), BufferDirection.DriverToDevice);
        _pending.Buffer[0] = 1;
        return (_pending.Paddr + 16 - 8UL).Value;
    }

    public void Complete()
    {
        _pending.Unshare();
        _pending = default;
    }

    public ulong Transfer(byte* memory, int length, bool keep)
    {
        using SharedScope<THal> scope = new SharedScope<THal>(new DmaBuffer(memory, length), BufferDirection.DeviceToDriver);
        ulong distance = scope.Paddr - _ring.Paddr;
        if (keep && scope.Paddr > _ring.Paddr)
        {
            _pending = scope.Detach();
        }

        return distance;
    }

    public int Stop() => THal.DmaDealloc(_ring.Paddr, _ring.Vaddr, HalConstants.PagesFor(5000));
}

public static unsafe class Program
{
    private static Blk<IdentityHal> s_disk;

    public static ulong Run(byte* memory)
    {
        if (!s_disk.Start())
        {
            return 0;
        }

        ulong address = s_disk.Submit(memory, 512);
        s_disk.Complete();
        address = s_disk.Transfer(memory, 512, false);
        return s_disk.Stop() == 0 ? address : 0;
    }
}
