using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in Linux: "scsi: be2iscsi: Fix a theoretical leak in beiscsi_create_eqs()": the queue whose command failed was not among
// those freed (taken back there later, because another place freed it; nothing else does here).
public sealed unsafe class BeiscsiQueues<THal>
    where THal : struct, IHal
{
    private readonly Mailbox _firmware;
    private readonly Dma<THal>?[] _queues;

    public BeiscsiQueues(Mailbox firmware, int processors)
    {
        _firmware = firmware;
        _queues = new Dma<THal>?[processors];
    }

    public int CreateEventQueues(nuint pages)
    {
        int error = 0;
        for (int i = 0; i < _queues.Length; i++)
        {
            if (!Dma<THal>.TryCreate(pages, Both, out Dma<THal>? queue))
            {
                error = -12;
                break;
            }

            error = _firmware.Execute(0x37, queue.Paddr);
            if (error != 0)
            {
                Log.Info("beiscsi_cmd_eq_create failed for EQ");
                queue.Dispose();
                break;
            }

            _queues[i] = queue;
        }

        if (error != 0)
        {
            FreeEventQueues();
        }

        return error;
    }

    public void FreeEventQueues()
    {
        for (int i = 0; i < _queues.Length; i++)
        {
            _queues[i]?.Dispose();
            _queues[i] = null;
        }
    }
}
