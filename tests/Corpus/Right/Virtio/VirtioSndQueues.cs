using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in Zephyr and NuttX (multi-queue drivers): the loop of Remove goes to the last queue.
internal sealed unsafe class SoundQueues<THal>(VirtioTransport transport)
    where THal : struct, IHal
{
    private const int QueueCount = 4;

    private readonly DmaAllocation[] _rings = new DmaAllocation[QueueCount];

    public bool Probe()
    {
        for (int i = 0; i < QueueCount; i++)
        {
            _rings[i] = THal.DmaAlloc(1, Both);
            if (_rings[i].Paddr == default || !transport.SetQueue(i, _rings[i].Paddr, 64))
            {
                Log.Info($"snd: no queue {i}");
                Remove();
                return false;
            }
        }

        return true;
    }

    public void Remove()
    {
        transport.Reset();
        for (int i = 0; i < QueueCount; i++)
        {
            if (_rings[i].Paddr != default)
            {
                _ = THal.DmaDealloc(_rings[i].Paddr, _rings[i].Vaddr, 1);
                _rings[i] = default;
            }
        }
    }
}
