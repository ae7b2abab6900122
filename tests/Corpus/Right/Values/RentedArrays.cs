using System;
using System.Buffers;
using Devices;
using Hal;

namespace Drivers;

// Messages in arrays of the shared pool, that are pinned while the device reads them. Pin, share, wait, unshare, unpin, return: each
// step is undone in the opposite order on every path.
public interface IMessage
{
    int Size { get; }

    void WriteTo(Span<byte> bytes);
}

public sealed class MessageSender<THal>
    where THal : struct, IHal
{
    private readonly Device _device;
    private readonly ArrayPool<byte> _pool;

    public MessageSender(Device device, ArrayPool<byte>? pool = null)
    {
        _device = device;
        _pool = pool ?? ArrayPool<byte>.Shared;
    }

    public bool Send<TMessage>(in TMessage message)
        where TMessage : IMessage
    {
        int size = message.Size;
        if (size <= 0)
        {
            return false;
        }

        byte[] array = _pool.Rent(size);
        try
        {
            message.WriteTo(array.AsSpan(0, size));
            using var pinned = new PinnedBuffer(array.AsMemory(0, size));
            return Transfer(pinned.Buffer);
        }
        finally
        {
            _pool.Return(array);
        }
    }

    private bool Transfer(DmaBuffer bytes)
    {
        using var share = new SharedScope<THal>(bytes, BufferDirection.DriverToDevice);
        if (!_device.Submit(share.Paddr, bytes.Length))
        {
            return false;
        }

        if (_device.Wait(100))
        {
            return true;
        }

        _device.Reset();
        return false;
    }
}
