using System;
using Devices;
using Hal;

namespace Drivers;

/// <summary>Receive with two buffers: while one is drained the other is the port's.</summary>
public sealed class UartReceive<THal>(SerialPort port, Action<ReadOnlyMemory<byte>> sink)
    where THal : struct, IHal
{
    private readonly byte[][] _arrays =
    [
        GC.AllocateUninitializedArray<byte>(1024, pinned: true),
        GC.AllocateUninitializedArray<byte>(1024, pinned: true),
    ];

    private readonly PinnedBuffer?[] _pins = new PinnedBuffer?[2];
    private readonly PhysAddr[] _dma = new PhysAddr[2];
    private int _active = -1;

    public void Startup()
    {
        for (int i = 0; i < 2; i++)
        {
            _pins[i] = new PinnedBuffer(_arrays[i]);
        }

        Begin(0);
    }

    private void Begin(int index)
    {
        DmaBuffer buffer = _pins[index]!.Buffer;
        _dma[index] = THal.Share(buffer, BufferDirection.DeviceToDriver);
        _active = index;
        port.StartReceive(_dma[index], buffer.Length);
    }

    private int End(int index)
    {
        int count = port.StopReceive();
        THal.Unshare(_dma[index], _pins[index]!.Buffer, BufferDirection.DeviceToDriver);
        _active = -1;
        return Math.Min(count, _arrays[index].Length);
    }

    public void Interrupt()
    {
        int full = _active;
        if (full < 0)
        {
            return;
        }

        int count = End(full);
        Begin(full ^ 1);
        if (count > 0)
        {
            sink(_arrays[full].AsMemory(0, count));
        }
    }

    public void Shutdown()
    {
        if (_active >= 0)
        {
            End(_active);
        }

        for (int i = _pins.Length; i-- > 0;)
        {
            _pins[i]?.Dispose();
            _pins[i] = null;
        }
    }
}
