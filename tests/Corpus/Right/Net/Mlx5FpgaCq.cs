using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "net/mlx5: prevent memory leak in mlx5_fpga_conn_create_cq" (c8c2a057fdc7): the work queue that the helper
// made was lost where no vector is left.
public sealed unsafe class Mlx5FpgaConnection<THal>(Mailbox firmware, int vectors)
    where THal : struct, IHal
{
    private const uint CreateCq = 0x400;

    private Dma<THal>? _completions;

    public int CreateQueue(int entries, int vector)
    {
        Dma<THal> queue = AllocateWorkQueue(entries);
        if (vector >= vectors)
        {
            queue.Dispose();
            return -2;
        }

        int error = firmware.Execute(CreateCq + (uint)vector, queue.Paddr);
        if (error != 0)
        {
            queue.Dispose();
            return error;
        }

        _completions = queue;
        return 0;
    }

    public void DestroyQueue()
    {
        _ = firmware.Execute(CreateCq + 1, default);
        _completions?.Dispose();
        _completions = null;
    }

    private static Dma<THal> AllocateWorkQueue(int entries)
    {
        var queue = new Dma<THal>(HalConstants.PagesFor((nuint)entries * 64), Both);
        for (int i = 0; i < entries; i++)
        {
            *queue.Vaddr((nuint)i * 64 + 63) = 0xF1;
        }

        return queue;
    }
}
