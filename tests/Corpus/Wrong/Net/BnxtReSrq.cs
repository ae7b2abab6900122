using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "RDMA: Fix goto target to release the allocated memory" (bnxt_re_create_srq): when the answer cannot be copied
// to the caller, the queue is destroyed in the device but its memory stays.
public sealed unsafe class SharedReceiveQueue<THal>
    where THal : struct, IHal
{
    private const uint CreateSrq = 0x15;
    private const uint DestroySrq = 0x16;

    private SharedReceiveQueue(Dma<THal> memory, int id)
    {
        Memory = memory;
        Id = id;
    }

    public Dma<THal> Memory { get; }

    public int Id { get; }

    public static SharedReceiveQueue<THal>? Create(Mailbox firmware, int entries, Span<byte> answer)
    {
        nuint pages = HalConstants.PagesFor((nuint)entries * 64);
        if (entries <= 0 || !Dma<THal>.TryCreate(pages, Both, out Dma<THal>? memory)) //! HAL2002 (no fix: expression)
        {
            return null;
        }

        int id = firmware.Execute(CreateSrq, memory.Paddr);
        if (id < 0)
        {
            memory.Dispose();
            return null;
        }

        if (!BitConverter.TryWriteBytes(answer, id))
        {
            Log.Info("no room for the answer");
            firmware.Execute(DestroySrq, memory.Paddr);
            return null;
        }

        return new SharedReceiveQueue<THal>(memory, id);
    }
}
