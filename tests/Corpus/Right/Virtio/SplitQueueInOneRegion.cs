using System;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A split virtqueue: descriptors, available and used ring in one region, a free list through the descriptors.</summary>
public sealed unsafe class SplitQueue<THal> : IDisposable
    where THal : struct, IHal
{
    private const int Size = 64;
    private const int AvailableOffset = Size * 16;
    private const int UsedOffset = HalConstants.PageSize;

    private readonly VirtioTransport _transport;
    private readonly Dma<THal> _memory;
    private readonly Descriptor* _descriptors;
    private readonly ushort* _available;
    private readonly byte* _used;
    private readonly ushort[] _next = new ushort[Size];
    private readonly (PhysAddr Address, DmaBuffer Buffer, BufferDirection Direction)[] _shares
        = new (PhysAddr, DmaBuffer, BufferDirection)[Size];
    private ushort _free;
    private ushort _lastUsed;

    public SplitQueue(VirtioTransport transport)
    {
        _transport = transport;
        _memory = new Dma<THal>(2, Both);
        _descriptors = _memory.Pointer<Descriptor>(0);
        _available = _memory.Pointer<ushort>(AvailableOffset);
        _used = _memory.Vaddr(UsedOffset);
        for (int i = 0; i < Size; i++)
        {
            _next[i] = (ushort)(i + 1);
        }

        if (!transport.SetQueue(0, _memory.Paddr, Size))
        {
            _memory.Dispose();
            throw new DeviceException("the queue was refused");
        }
    }

    public int Add(DmaBuffer buffer, BufferDirection direction)
    {
        if (_free == Size)
        {
            return -28;
        }

        ushort index = _free;
        ref Descriptor descriptor = ref _descriptors[index];
        PhysAddr address = THal.Share(buffer, direction);
        descriptor.Address = address.Value;
        descriptor.Length = (uint)buffer.Length;
        descriptor.Flags = (ushort)(direction == DriverToDevice ? 0 : 2);
        _free = _next[index];
        _shares[index] = (address, buffer, direction);
        ushort position = _available[1];
        _available[2 + position % Size] = index;
        Volatile.Write(ref _available[1], (ushort)(position + 1));
        _transport.Notify(0);
        return index;
    }

    public bool TryPop(out int index, out int written)
    {
        index = -1;
        written = 0;
        if (Volatile.Read(ref *(ushort*)(_used + 2)) == _lastUsed)
        {
            return false;
        }

        uint* element = (uint*)(_used + 4 + _lastUsed++ % Size * 8);
        if (element[0] >= Size)
        {
            throw new DeviceException($"descriptor {element[0]} is none");
        }

        index = (int)element[0];
        (PhysAddr address, DmaBuffer buffer, BufferDirection direction) = _shares[index];
        if (buffer.IsEmpty)
        {
            throw new DeviceException($"descriptor {index} is not in use");
        }

        written = (int)Math.Min(element[1], (uint)buffer.Length);
        THal.Unshare(address, buffer, direction);
        Recycle(index);
        return true;
    }

    public void Dispose()
    {
        _transport.Reset();
        for (int i = 0; i < Size; i++)
        {
            (PhysAddr address, DmaBuffer buffer, BufferDirection direction) = _shares[i];
            if (!buffer.IsEmpty)
            {
                THal.Unshare(address, buffer, direction);
                Recycle(i);
            }
        }

        _memory.Dispose();
    }

    private void Recycle(int index)
    {
        _shares[index] = default;
        _next[index] = _free;
        _free = (ushort)index;
    }
}
