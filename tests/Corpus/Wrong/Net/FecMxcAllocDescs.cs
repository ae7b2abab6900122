using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in U-Boot net (fec_mxc): the loop returns at the first failure and loses the buffers before it.
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
            if (!Dma<THal>.TryCreate(1, DeviceToDriver, out Dma<THal>? buffer)) //! HAL2002
            {
                Log.Info("fec: out of receive buffers");
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
