using System;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// An owner of a mapped buffer as a class: memory and share are one object, disposed together. The constructor frees the memory when the
// share fails; Dispose ends the share before the memory, once.
public sealed class MappedBuffer<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly PinnedBuffer _memory;
    private readonly PhysAddr _address;
    private readonly BufferDirection _direction;
    private int _disposed;

    public MappedBuffer(int length, BufferDirection direction, Action<Memory>? prepare = null)
    {
        _direction = direction;
        _memory = new PinnedBuffer(length);
        try
        {
            prepare?.Invoke(new Memory(_memory.Buffer));
            _address = THal.Share(_memory.Buffer, direction);
        }
        catch
        {
            _memory.Dispose();
            throw;
        }
    }

    public PhysAddr Address => _address;

    public int Length => _memory.Buffer.Length;

    public byte[] Finish()
    {
        ObjectDisposedException.ThrowIf(Interlocked.Exchange(ref _disposed, 1) != 0, this);
        THal.Unshare(_address, _memory.Buffer, _direction);
        byte[] content = _memory.Buffer.AsReadOnlySpan().ToArray();
        _memory.Dispose();
        return content;
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            THal.Unshare(_address, _memory.Buffer, _direction);
            _memory.Dispose();
        }
    }

    public readonly record struct Memory(DmaBuffer Buffer);
}

public static class Inventory
{
    public static byte[]? Read<THal>(Device device)
        where THal : struct, IHal
    {
        using var buffer = new MappedBuffer<THal>(512, BufferDirection.DeviceToDriver);
        if (!device.Submit(buffer.Address, buffer.Length))
        {
            return null;
        }

        if (!device.Wait(100))
        {
            device.Reset();
            return null;
        }

        return buffer.Finish();
    }
}
