using System;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>A split virtqueue in DMA memory: descriptors, available and used ring, with a free list.</summary>
public sealed unsafe class SplitVirtqueue<THal> : IDisposable
    where THal : struct, IHal
{
    private const ushort Next = 1;
    private const ushort Write = 2;

    private readonly Dma<THal> _memory;
    private readonly int _size;
    private readonly nuint _availableAt;
    private readonly nuint _usedAt;
    private readonly Shared<THal>[] _shared;
    private ushort _freeHead;
    private int _free;
    private ushort _lastUsed;

    public SplitVirtqueue(VirtioTransport transport, int index, int size)
    {
        _size = size;
        _availableAt = (nuint)size * 16;
        _usedAt = (_availableAt + 6 + (2 * (nuint)size) + 3) & ~(nuint)3;
        _shared = new Shared<THal>[size];
        _memory = new Dma<THal>(HalConstants.PagesFor(_usedAt + 6 + (8 * (nuint)size)), Both);
        if (!transport.SetQueue(index, _memory.Paddr, size))
        {
            _memory.Dispose();
            throw new DeviceException($"the device has no queue {index}");
        }

        for (int i = 0; i < size; i++)
        {
            At(i)->Next = (ushort)(i + 1);
        }

        _free = size;
    }

    private Descriptor* At(int index) => _memory.Pointer<Descriptor>((nuint)index * 16);

    public bool TryAdd(ReadOnlySpan<DmaBuffer> send, ReadOnlySpan<DmaBuffer> receive, out ushort head)
    {
        head = _freeHead;
        int total = send.Length + receive.Length;
        if (total == 0 || total > _free)
        {
            return false;
        }

        ushort index = head;
        int done = 0;
        try
        {
            for (; done < total; done++)
            {
                bool device = done >= send.Length;
                DmaBuffer buffer = device ? receive[done - send.Length] : send[done];
                _shared[index] = new Shared<THal>(buffer, device ? DeviceToDriver : DriverToDevice);
                Descriptor* d = At(index);
                d->Address = _shared[index].Paddr.Value;
                d->Length = (uint)buffer.Length;
                d->Flags = (ushort)((device ? Write : 0) | (done + 1 < total ? Next : 0));
                index = d->Next;
            }
        }
        catch (DmaException)
        {
            for (index = head; done > 0; done--)
            {
                _shared[index].Unshare();
                _shared[index] = default;
                index = At(index)->Next;
            }

            return false;
        }

        _freeHead = index;
        _free -= total;
        ushort* available = _memory.Pointer<ushort>(_availableAt);
        available[2 + (available[1] % _size)] = head;
        Volatile.Write(ref available[1], (ushort)(available[1] + 1));
        return true;
    }

    public bool TryPop(out ushort head, out uint written)
    {
        ushort* used = _memory.Pointer<ushort>(_usedAt);
        if (Volatile.Read(ref used[1]) == _lastUsed)
        {
            (head, written) = (0, 0);
            return false;
        }

        uint* entry = (uint*)(used + 2) + (2 * (_lastUsed % _size));
        head = (ushort)entry[0];
        written = entry[1];
        _lastUsed++;
        Recycle(head);
        return true;
    }

    private void Recycle(ushort head)
    {
        for (ushort index = head; ; index = At(index)->Next)
        {
            _shared[index].Unshare();
            _shared[index] = default;
            _free++;
            if ((At(index)->Flags & Next) == 0)
            {
                At(index)->Next = _freeHead;
                _freeHead = head;
                return;
            }
        }
    }

    /// <summary>After the device was reset.</summary>
    public void Dispose()
    {
        foreach (Shared<THal> shared in _shared)
        {
            shared.Unshare();
        }

        _memory.Dispose();
    }
}
