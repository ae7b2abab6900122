using Devices;
using Hal;

namespace Drivers;

// Like fixes in Linux scsi (ipr): the clean-up starts one queue too low, so that the last queue that was allocated leaks.
internal sealed class IprQueues<THal>(Device adapter)
    where THal : struct, IHal
{
    private const int QueuePages = 2;

    private Dma<THal>[] _queues = [];

    public int Allocate(int count)
    {
        if (_queues.Length != 0)
        {
            return -16;
        }

        var queues = new Dma<THal>[count];
        int made = 0;
        while (made < count)
        {
            if (!Dma<THal>.TryCreate(QueuePages, BufferDirection.Both, out Dma<THal>? queue)) //! HAL2002 (no fix: table)
            {
                break;
            }

            queues[made++] = queue;
        }

        if (made < count)
        {
            Log.Info("not enough memory for the host queues");
            for (int i = made - 2; i >= 0; i--)
            {
                queues[i].Dispose();
            }

            return -12;
        }

        _queues = queues;
        return 0;
    }

    public void Free()
    {
        adapter.Reset();
        foreach (Dma<THal> queue in _queues)
        {
            queue.Dispose();
        }

        _queues = [];
    }
}
