using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "net: qlogic: Fix memory leak in ql_alloc_large_buffers": the buffers that were allocated before the one that
// fails are given back.
public sealed class LargeBufferQueue<THal>(Ring queue)
    where THal : struct, IHal
{
    private Dma<THal>[] _buffers = [];

    public int Count => _buffers.Length;

    public int Allocate(int count, nuint pages)
    {
        if (_buffers.Length != 0)
        {
            return -16;
        }

        var fresh = new Dma<THal>[count];
        for (int i = 0; i < count; i++)
        {
            if (!Dma<THal>.TryCreate(pages, BufferDirection.DeviceToDriver, out Dma<THal>? buffer))
            {
                Log.Info("large buffer allocation failed");
                for (int j = 0; j < i; j++)
                {
                    fresh[j].Dispose();
                }

                return -12;
            }

            fresh[i] = buffer;
        }

        for (int i = 0; i < count; i++)
        {
            queue.Post(i, fresh[i].Paddr, (int)fresh[i].Length);
        }

        _buffers = fresh;
        return 0;
    }

    public void Free()
    {
        queue.Stop();
        foreach (Dma<THal> buffer in _buffers)
        {
            buffer.Dispose();
        }

        _buffers = [];
    }
}
