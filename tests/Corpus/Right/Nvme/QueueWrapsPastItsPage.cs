using Hal;
using Devices;

/// <summary>An NVMe submission queue of one page that is wrapped at its 64 commands.</summary>
public sealed unsafe class SubmissionQueue<THal>
    where THal : struct, IHal
{
    private const int CommandSize = 64;
    private const int Last = 63;
    private readonly NvmeQueue _queue = new();

    public int SubmitLast(ulong opcode)
    {
        DmaAllocation commands = THal.DmaAlloc(1, BufferDirection.DriverToDevice);
        if (commands.Paddr == default)
            return -12;

        _queue.SetBase(commands.Paddr, default);
        ulong* last = (ulong*)(commands.Vaddr + Last * CommandSize);
        *last = opcode;
        _queue.RingDoorbell();
        return THal.DmaDealloc(commands.Paddr, commands.Vaddr, 1);
    }
}
