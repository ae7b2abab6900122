using System.Threading;
using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A split virtqueue: chains of descriptors, the shares by descriptor index, used entries popped by id.
public sealed unsafe class SplitRing<THal> : IDisposable
    where THal : struct, IHal
{
    private const int Size = 16;

    private readonly Dma<THal> _memory = new(2, Both);
    private readonly Shared<THal>?[] _shares = new Shared<THal>?[Size];
    private readonly Descriptor* _descriptors;
    private readonly ushort* _available;
    private readonly uint* _used;
    private ushort _freeHead;
    private ushort _freeCount = Size;
    private ushort _lastUsed;

    public SplitRing(VirtioTransport transport)
    {
        _descriptors = _memory.Pointer<Descriptor>(0);
        _available = _memory.Pointer<ushort>(Size * 16);
        _used = _memory.Pointer<uint>(HalConstants.PageSize);
        for (ushort i = 0; i < Size - 1; i++)
        {
            _descriptors[i].Next = (ushort)(i + 1);
        }

        if (!transport.SetQueue(0, _memory.Paddr, Size))
        {
            _memory.Dispose();
            throw new DeviceException("the queue was refused");
        }
    }

    public bool TryAdd(ReadOnlySpan<DmaBuffer> inputs, ReadOnlySpan<DmaBuffer> outputs)
    {
        int total = inputs.Length + outputs.Length;
        if (total == 0 || total > _freeCount)
        {
            return false;
        }

        ushort head = _freeHead;
        ushort last = head;
        for (int i = 0; i < total; i++)
        {
            bool isInput = i < inputs.Length;
            DmaBuffer buffer = isInput ? inputs[i] : outputs[i - inputs.Length];
            var share = new Shared<THal>(buffer, isInput ? DriverToDevice : DeviceToDriver);
            last = _freeHead;
            Descriptor* descriptor = &_descriptors[last];
            descriptor->Address = share.Paddr.Value;
            descriptor->Length = (uint)buffer.Length;
            descriptor->Flags = (ushort)((isInput ? 0 : 2) | (i + 1 < total ? 1 : 0));
            _shares[last] = share;
            _freeHead = descriptor->Next;
        }

        _freeCount -= (ushort)total;
        ushort index = _available[1];
        _available[2 + index % Size] = head;
        Volatile.Write(ref _available[1], (ushort)(index + 1));
        return true;
    }

    public bool TryPop()
    {
        if (Volatile.Read(ref *(ushort*)((byte*)_used + 2)) == _lastUsed)
        {
            return false;
        }

        var id = (ushort)_used[1 + _lastUsed % Size * 2];
        _lastUsed++;
        while (true)
        {
            Descriptor* descriptor = &_descriptors[id];
            _shares[id]?.Unshare();
            _shares[id] = null;
            _freeCount++;
            bool more = (descriptor->Flags & 1) != 0;
            ushort next = descriptor->Next;
            descriptor->Next = _freeHead;
            _freeHead = id;
            if (!more)
            {
                return true;
            }

            id = next;
        }
    }

    public void Dispose() => _memory.Dispose();
}
