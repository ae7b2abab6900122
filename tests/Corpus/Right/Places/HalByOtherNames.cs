using Devices;
using Hal;
using Board = BoardHal;
using BoardBinding = BoardHal.Binding;
using CheckedBoard = Hal.Checked<BoardHal.Binding>;

/// <summary>One HAL by its class, its Binding, aliases of both and as a type argument: all of them are the same.</summary>
public static class ByManyNames
{
    public static void Run(DmaBuffer data, Device device)
    {
        PhysAddr first = BoardHal.Share(data, BufferDirection.Both);
        device.Start(first, data.Length);
        BoardHal.Binding.Unshare(first, data, BufferDirection.Both);

        PhysAddr second = BoardBinding.Share(data, BufferDirection.Both);
        device.Start(second, data.Length);
        Board.Unshare(second, data, BufferDirection.Both);

        var third = new Shared<BoardBinding>(data, BufferDirection.Both);
        device.Start(third.Paddr, data.Length);
        BoardHal.Unshare(third.Paddr, third.Buffer, third.Direction);

        PhysAddr fourth = CheckedBoard.Share(data, BufferDirection.Both);
        device.Start(fourth, data.Length);
        Checked<BoardHal.Binding>.Unshare(fourth, data, BufferDirection.Both);

        using Dma<BoardBinding> region = new Board.Dma(1, BufferDirection.Both);
        device.Program(region.Paddr, HalConstants.PageSize);
    }
}

/// <summary>The board's HAL.</summary>
[HalImplementation]
public static unsafe partial class BoardHal
{
    public static DmaAllocation DmaAlloc(nuint pages, BufferDirection direction)
    {
        ulong frame = Frames.AllocateZeroed(pages);
        return frame == 0 ? default : new DmaAllocation(new PhysAddr(frame), (byte*)(frame + Frames.DirectMap));
    }

    public static int DmaDealloc(PhysAddr paddr, byte* vaddr, nuint pages)
    {
        Frames.Release(paddr.Value, pages);
        return 0;
    }

    public static byte* MmioPhysToVirt(PhysAddr paddr, nuint size) => PageTables.MapDevice(paddr.Value, size);

    public static PhysAddr Share(DmaBuffer buffer, BufferDirection direction) => new(PageTables.Translate(buffer.Pointer));

    public static void Unshare(PhysAddr paddr, DmaBuffer buffer, BufferDirection direction)
    {
    }
}
