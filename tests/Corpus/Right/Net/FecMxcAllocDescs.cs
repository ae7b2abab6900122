using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in U-Boot net (fec_mxc): the buffers before the failure are given back.
public sealed unsafe class FecReceiveBuffers<THal>(Ring ring)
    where THal : struct, IHal
{
    private Dma<THal>[] _buffers = [];

    public int Allocate(int count)
    {
        if (_buffers.Length > 0)
        {
            return -16;
        }

        var buffers = new Dma<THal>[count];
        for (int i = 0; i < count; i++)
        {
            if (!Dma<THal>.TryCreate(1, DeviceToDriver, out Dma<THal>? buffer))
            {
                Log.Info("fec: out of receive buffers");
                while (--i >= 0)
                {
                    buffers[i].Dispose();
                }

                return -12;
            }

            buffers[i] = buffer;
        }

        for (int i = 0; i < count; i++)
        {
            ring.Descriptors[i].Address = buffers[i].Paddr.Value;
            ring.Descriptors[i].Length = HalConstants.PageSize;
        }

        _buffers = buffers;
        return 0;
    }

    public void Free()
    {
        ring.Stop();
        foreach (Dma<THal> buffer in _buffers)
        {
            buffer.Dispose();
        }

        _buffers = [];
    }
}
