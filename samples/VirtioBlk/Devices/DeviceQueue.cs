using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Threading;
using Virtio.Driver;

namespace Virtio.Devices;

/// <summary>The device's half of a split virtqueue. It trusts the driver as little as the driver trusts it.</summary>
internal sealed class DeviceQueue(IDeviceMemory memory, QueueLayout layout, bool eventIndex)
{
    private const int DescriptorBytes = 16;
    private const int UsedElementBytes = 8;
    private const int RingHeader = 4;
    private const ushort DescriptorNext = 1;
    private const ushort DescriptorDeviceWrites = 2;
    private const ushort DescriptorIndirect = 4;

    private readonly ulong _descriptors = layout.Descriptors.Value;
    private readonly ulong _available = layout.DriverArea.Value;
    private readonly ulong _used = layout.DeviceArea.Value;
    private ushort _nextAvailable;
    private ushort _nextUsed;
    private ushort _lastInterrupt;

    /// <summary>The number of descriptors.</summary>
    public int Size => layout.Size;

    /// <summary>Takes the next chain that the driver has made available.</summary>
    /// <returns><see langword="false"/> when there is none.</returns>
    /// <exception cref="BusFaultException">The driver made something available that cannot be.</exception>
    public bool TryTake(out ushort head, List<DeviceBuffer> buffers)
    {
        buffers.Clear();
        head = 0;
        ushort index = memory.LoadAcquire(_available + 2);
        if (index == _nextAvailable)
        {
            return false;
        }

        if (unchecked((ushort)(index - _nextAvailable)) > layout.Size)
        {
            throw new BusFaultException($"The available index went from {_nextAvailable} to {index} in a queue of {layout.Size}.");
        }

        head = ReadUInt16(_available + RingHeader + ((ulong)(_nextAvailable % layout.Size) * sizeof(ushort)));
        _nextAvailable++;
        ReadChain(head, buffers);
        return true;
    }

    /// <summary>Gives a chain back to the driver.</summary>
    public void Push(uint head, uint written)
    {
        Span<byte> element = stackalloc byte[UsedElementBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(element, head);
        BinaryPrimitives.WriteUInt32LittleEndian(element[4..], written);
        memory.Write(_used + RingHeader + ((ulong)(_nextUsed % layout.Size) * UsedElementBytes), element);
        _nextUsed++;

        // The driver that sees the index sees the element, and all that was written into the chain's buffers.
        memory.StoreRelease(_used + 2, _nextUsed);
    }

    /// <summary>Whether the driver asks to be interrupted for what was given back since the last call.</summary>
    public bool ShouldInterrupt()
    {
        // The index above before the wish below, as on the driver's side.
        Interlocked.MemoryBarrier();
        ushort before = _lastInterrupt;
        _lastInterrupt = _nextUsed;
        if (!eventIndex)
        {
            const ushort NoInterrupt = 1;
            return before != _nextUsed && (memory.LoadAcquire(_available) & NoInterrupt) == 0;
        }

        ushort wished = memory.LoadAcquire(_available + RingHeader + ((ulong)layout.Size * sizeof(ushort)));
        return unchecked((ushort)(_nextUsed - wished - 1) < (ushort)(_nextUsed - before));
    }

    /// <summary>Asks to be notified of the next chain.</summary>
    /// <returns><see langword="true"/> when there is one already.</returns>
    public bool EnableNotifications()
    {
        if (eventIndex)
        {
            memory.StoreRelease(_used + RingHeader + ((ulong)layout.Size * UsedElementBytes), _nextAvailable);
        }

        Interlocked.MemoryBarrier();
        return memory.LoadAcquire(_available + 2) != _nextAvailable;
    }

    private void ReadChain(ushort head, List<DeviceBuffer> buffers)
    {
        Span<byte> descriptor = stackalloc byte[DescriptorBytes];
        ushort index = head;
        bool sawWritable = false;
        while (true)
        {
            if (index >= layout.Size)
            {
                throw new BusFaultException($"Descriptor {index} of chain {head} is outside the queue of {layout.Size}.");
            }

            if (buffers.Count == layout.Size)
            {
                throw new BusFaultException($"Chain {head} is a loop.");
            }

            memory.Read(_descriptors + ((ulong)index * DescriptorBytes), descriptor);
            ulong address = BinaryPrimitives.ReadUInt64LittleEndian(descriptor);
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(descriptor[8..]);
            ushort flags = BinaryPrimitives.ReadUInt16LittleEndian(descriptor[12..]);
            bool writable = (flags & DescriptorDeviceWrites) != 0;
            if ((flags & DescriptorIndirect) != 0 || (sawWritable && !writable) || length is 0 or > int.MaxValue)
            {
                throw new BusFaultException($"Descriptor {index} of chain {head} has the flags 0x{flags:x} and {length} bytes, which cannot be.");
            }

            sawWritable |= writable;
            buffers.Add(new DeviceBuffer(address, (int)length, writable));
            if ((flags & DescriptorNext) == 0)
            {
                return;
            }

            index = BinaryPrimitives.ReadUInt16LittleEndian(descriptor[14..]);
        }
    }

    private ushort ReadUInt16(ulong address)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ushort)];
        memory.Read(address, bytes);
        return BinaryPrimitives.ReadUInt16LittleEndian(bytes);
    }
}
