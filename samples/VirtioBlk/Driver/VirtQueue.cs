using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Threading;
using Hal;

namespace Virtio.Driver;

/// <summary>
/// The driver's half of a split virtqueue (virtio 1.2, section 2.7): it shares buffers, makes chains of them available to the device, and takes
/// back what the device has used. It neither waits nor locks.
/// </summary>
/// <typeparam name="THal">The HAL that the queue's memory and every buffer go through.</typeparam>
/// <remarks>
/// Not thread-safe: the caller serialises all members. The device is not trusted (contract C18): ring entries are read once and checked before they are
/// used, and what is needed to take a chain apart again (its links, its shares, its length) is kept in a managed array, never read back from the rings.
/// </remarks>
public sealed unsafe class VirtQueue<THal> : IDisposable
    where THal : struct, IHal
{
    private const ushort DescriptorNext = 1;
    private const ushort DescriptorDeviceWrites = 2;
    private const ushort AvailableNoInterrupt = 1;
    private const ushort UsedNoNotify = 1;

    // Both rings begin with two 16-bit words, flags and index; one more word, the other side's event index, stands at the end.
    private const int RingHeader = 2 * sizeof(ushort);

    private readonly QueueCounters _counters;
    private readonly ushort _size;
    private readonly ushort _mask;
    private readonly bool _eventIndex;

    // Two regions, so that a HAL can let the device write the used ring and nothing else.
    private readonly Dma<THal> _driverArea;
    private readonly Dma<THal> _deviceArea;
    private readonly Descriptor* _descriptors;
    private readonly ushort* _availableFlags;
    private readonly ushort* _availableIndex;
    private readonly ushort* _availableRing;
    private readonly ushort* _usedEvent;
    private readonly ushort* _usedFlags;
    private readonly ushort* _usedIndex;
    private readonly UsedElement* _usedRing;
    private readonly ushort* _availableEvent;

    // The driver's own truth about each descriptor. Free descriptors are linked as the descriptors of a chain are.
    private readonly Slot[] _slots;
    private ushort _freeHead;
    private int _free;
    private int _chainsInFlight;

    // These count up and wrap at 2^16 as the indices in the rings do; only masked they are positions.
    private ushort _nextAvailable;
    private ushort _lastNotified;
    private ushort _lastUsed;

    /// <summary>Allocates a queue.</summary>
    /// <param name="size">The number of descriptors: a power of two up to 32768.</param>
    /// <param name="eventIndex">Whether <see cref="VirtioFeatures.EventIndex"/> was negotiated.</param>
    /// <param name="counters">Counts what the queue does.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="size"/> is no power of two or too large.</exception>
    /// <exception cref="DmaException">The HAL has no memory for it.</exception>
    public VirtQueue(ushort size, bool eventIndex, QueueCounters counters)
    {
        if (size == 0 || (size & (size - 1)) != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(size), size, $"A split queue has a power of two of descriptors, not {size}.");
        }

        _counters = counters;
        _size = size;
        _mask = (ushort)(size - 1);
        _eventIndex = eventIndex;
        _slots = new Slot[size];
        for (int i = 0; i < size; i++)
        {
            _slots[i].Next = (ushort)((i + 1) & _mask);
        }

        _free = size;

        nuint descriptorBytes = (nuint)size * (nuint)sizeof(Descriptor);
        nuint availableBytes = RingHeader + (nuint)size * sizeof(ushort) + sizeof(ushort);
        nuint usedBytes = RingHeader + (nuint)size * (nuint)sizeof(UsedElement) + sizeof(ushort);
        _driverArea = new Dma<THal>(HalConstants.PagesFor(descriptorBytes + availableBytes), BufferDirection.DriverToDevice);
        try
        {
            _deviceArea = new Dma<THal>(HalConstants.PagesFor(usedBytes), BufferDirection.DeviceToDriver);
        }
        catch
        {
            _driverArea.Dispose();
            throw;
        }

        _descriptors = _driverArea.Pointer<Descriptor>(0);
        _availableFlags = _driverArea.Pointer<ushort>(descriptorBytes);
        _availableIndex = _availableFlags + 1;
        _availableRing = _availableFlags + 2;
        _usedEvent = _availableRing + size;
        _usedFlags = _deviceArea.Pointer<ushort>(0);
        _usedIndex = _usedFlags + 1;
        _usedRing = (UsedElement*)(_usedFlags + 2);
        _availableEvent = (ushort*)(_usedRing + size);
        Layout = new QueueLayout(size, _driverArea.Paddr, _driverArea.PaddrAt(descriptorBytes), _deviceArea.Paddr);
    }

    /// <summary>Where the queue lies, for the transport.</summary>
    public QueueLayout Layout { get; }

    /// <summary>The number of descriptors, and so the longest chain.</summary>
    public int Size => _size;

    /// <summary>The number of chains that the device has and has not given back.</summary>
    public int InFlight => _chainsInFlight;

    /// <summary>The name that the next chain will have, so that the caller can prepare memory that belongs to it.</summary>
    public ushort NextHead => _freeHead;

    /// <summary>Whether a chain of <paramref name="buffers"/> buffers finds room now.</summary>
    public bool HasRoom(int buffers) => buffers <= _free;

    /// <summary>Shares the buffers and makes them available to the device as one chain.</summary>
    /// <param name="readable">Buffers that the device reads; they come first.</param>
    /// <param name="writable">Buffers that the device writes.</param>
    /// <param name="head">The name of the chain, by which the device gives it back.</param>
    /// <returns><see langword="false"/> when there are too few free descriptors now; nothing is shared then.</returns>
    /// <exception cref="ArgumentException">There is no buffer, or there are more than the queue has descriptors.</exception>
    /// <exception cref="DmaException">A buffer could not be shared; nothing is shared then.</exception>
    /// <remarks><b>Safety.</b> The buffers stay valid and untouched until the chain comes back or the queue is released (contract C12).</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryAdd(ReadOnlySpan<DmaBuffer> readable, ReadOnlySpan<DmaBuffer> writable, out ushort head)
    {
        int count = readable.Length + writable.Length;
        ushort first = _freeHead;
        head = first;
        if ((uint)(count - 1) >= (uint)_free)
        {
            // An empty chain, one that finds no room, or one that never will.
            if (count == 0 || count > _size)
            {
                ThrowChainLength(count);
            }

            return false;
        }

        try
        {
            _freeHead = ShareChain(first, readable, writable);
        }
        catch
        {
            // The device knows nothing of the chain yet, so what was shared of it can be taken back at once. The free list is unchanged.
            _counters.Shares += SharesIn(first, count);
            TakeBack(first, count);
            throw;
        }

        _free -= count;
        _chainsInFlight++;
        _counters.Requests++;
        _counters.Shares += count;

        ushort available = _nextAvailable;
        _availableRing[(uint)(available & _mask)] = first;
        _nextAvailable = ++available;

        // Release: the device that sees the new index must see the ring entry, the descriptors and the buffers' bytes too. No more is needed:
        // nothing is read here.
        Volatile.Write(ref *_availableIndex, available);
        return true;
    }

    /// <summary>Whether the device asks to be woken for what was made available since the last call.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool ShouldNotify()
    {
        // Full barrier: the index above must be visible before the device's wish is read. A release does not order a store before a later load; the
        // driver could read the old wish "do not wake me" while the device, having read the old index, goes to sleep.
        Interlocked.MemoryBarrier();
        ushort before = _lastNotified;
        _lastNotified = _nextAvailable;
        if (!_eventIndex)
        {
            return before != _nextAvailable && (Volatile.Read(ref *_usedFlags) & UsedNoNotify) == 0;
        }

        // A wrong event index costs a wake-up too many, or one that never comes, which the request's timeout ends. It cannot harm memory.
        ushort wished = Volatile.Read(ref *_availableEvent);
        return unchecked((ushort)(_nextAvailable - wished - 1) < (ushort)(_nextAvailable - before));
    }

    /// <summary>Takes back a chain that the device has used, and ends its shares.</summary>
    /// <param name="used">The chain and how much of it was written.</param>
    /// <returns><see langword="false"/> when the device has used nothing more.</returns>
    /// <exception cref="DeviceProtocolException">The device put something into the used ring that cannot be. Reset it.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryPop(out UsedChain used)
    {
        used = default;

        // Acquire: the entry, and whatever the device wrote into the buffers, is read only after the index that announces it.
        ushort index = Volatile.Read(ref *_usedIndex);
        ushort pending = unchecked((ushort)(index - _lastUsed));
        if (pending == 0)
        {
            return false;
        }

        if (pending > _chainsInFlight)
        {
            ThrowUsedIndex(index);
        }

        // Volatile, so that each is read exactly once: what is checked is what is used, whatever the device writes in between.
        UsedElement* element = _usedRing + (uint)(_lastUsed & _mask);
        uint id = Volatile.Read(ref element->Id);
        uint written = Volatile.Read(ref element->Length);
        Slot[] slots = _slots;
        if (id >= (uint)slots.Length || slots[id].Count == 0)
        {
            ThrowUsedChain(id);
        }

        ref Slot slot = ref slots[id];
        if (written > slot.WritableLength)
        {
            ThrowWritten(id, written, slot.WritableLength);
        }

        ushort head = (ushort)id;
        ushort tail = slot.Tail;
        int count = slot.Count;
        slot.Count = 0;
        _lastUsed++;
        _chainsInFlight--;
        _counters.Unshares += count;
        UnshareChain(head, count);
        slots[tail].Next = _freeHead;
        _freeHead = head;
        _free += count;
        used = new UsedChain(head, written);
        return true;
    }

    /// <summary>Asks the device not to wake the driver while the driver is looking anyway. A hint: the device may do so all the same.</summary>
    public void DisableInterrupts()
    {
        // With an event index there is nothing to do: the device wakes the driver once, when it passes the index that was left behind.
        if (!_eventIndex)
        {
            Volatile.Write(ref *_availableFlags, AvailableNoInterrupt);
        }
    }

    /// <summary>Asks the device to wake the driver at its next used chain.</summary>
    /// <returns><see langword="true"/> when there already is one, which the device may not have announced: pop again.</returns>
    public bool EnableInterrupts()
    {
        if (_eventIndex)
        {
            Volatile.Write(ref *_usedEvent, _lastUsed);
        }
        else
        {
            Volatile.Write(ref *_availableFlags, 0);
        }

        // Full barrier, the mirror image of ShouldNotify: the wish must be visible before the index is read for the last time, or a chain
        // that is used in between is neither announced nor seen.
        Interlocked.MemoryBarrier();
        return Volatile.Read(ref *_usedIndex) != _lastUsed;
    }

    /// <summary>Ends every share that the queue still holds, also when the HAL throws from one of them; the first exception is thrown at the end.</summary>
    /// <remarks><b>Safety.</b> The device was reset before (contract C13).</remarks>
    public void UnshareAll()
    {
        ExceptionDispatchInfo? first = null;
        for (int i = 0; i < _size; i++)
        {
            try
            {
                TakeBack(i, 1);
            }
            catch (Exception exception)
            {
                first ??= ExceptionDispatchInfo.Capture(exception);
            }
        }

        first?.Throw();
    }

    /// <summary>Gives up every share that the queue still holds, and the queue's own memory, because the device may still use them.</summary>
    public void AbandonAll()
    {
        for (int i = 0; i < _size; i++)
        {
            if (!_slots[i].Share.Buffer.IsEmpty)
            {
                DmaOwnership.Abandon<THal>(_slots[i].Share.Paddr);
                _slots[i].Share = default;
                _counters.Abandoned++;
            }
        }

        _driverArea.Abandon();
        _deviceArea.Abandon();
    }

    /// <summary>Gives the queue's memory back.</summary>
    /// <remarks><b>Safety.</b> The device was reset, and the shares were ended (contract C13).</remarks>
    public void Dispose()
    {
        try
        {
            _driverArea.Dispose();
        }
        finally
        {
            _deviceArea.Dispose();
        }
    }

    // Shares the buffers and describes them.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ushort ShareChain(ushort head, ReadOnlySpan<DmaBuffer> readable, ReadOnlySpan<DmaBuffer> writable)
    {
        Slot[] slots = _slots;
        Descriptor* descriptors = _descriptors;
        uint index = head;
        uint tail = head;
        ulong writableLength = 0;
        foreach (DmaBuffer buffer in readable)
        {
            tail = index;
            index = Describe(slots, descriptors, index, buffer, BufferDirection.DriverToDevice, DescriptorNext);
        }

        foreach (DmaBuffer buffer in writable)
        {
            tail = index;
            writableLength += (uint)buffer.Length;
            index = Describe(slots, descriptors, index, buffer, BufferDirection.DeviceToDriver, DescriptorDeviceWrites | DescriptorNext);
        }

        // The last one is followed by none.
        descriptors[tail].Flags = writable.IsEmpty ? (ushort)0 : DescriptorDeviceWrites;
        ref Slot first = ref slots[head];
        first.Count = (ushort)(readable.Length + writable.Length);
        first.Tail = (ushort)tail;
        first.WritableLength = writableLength;
        return (ushort)index;
    }

    // Returns the descriptor after this one.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Describe(Slot[] slots, Descriptor* descriptors, uint index, DmaBuffer buffer, BufferDirection direction, ushort flags)
    {
        ref Slot slot = ref slots[index];
        var share = new Shared<THal>(buffer, direction);
        slot.Share = share;
        ushort next = slot.Next;
        Descriptor* descriptor = descriptors + index;
        descriptor->Address = share.Paddr;
        descriptor->Length = (uint)buffer.Length;
        descriptor->Flags = flags;
        descriptor->Next = next;
        return next;
    }

    // Ends the shares that descriptors of a chain hold. Each is forgotten first: a HAL that throws from Unshare is not asked a second time.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void UnshareChain(int head, int count)
    {
        Slot[] slots = _slots;
        int index = head;
        for (; count > 0; count--)
        {
            ref Slot slot = ref slots[index];
            Shared<THal> share = slot.Share;
            slot.Share = default;
            index = slot.Next;
            share.Unshare();
        }
    }

    private int SharesIn(int head, int count)
    {
        int shares = 0;
        for (int index = head; count > 0; count--, index = _slots[index].Next)
        {
            shares += _slots[index].Share.Buffer.IsEmpty ? 0 : 1;
        }

        return shares;
    }

    // Ends those shares that descriptors of a chain hold, if they do.
    private void TakeBack(int head, int count)
    {
        int index = head;
        for (int i = 0; i < count; i++)
        {
            int next = _slots[index].Next;
            if (!_slots[index].Share.Buffer.IsEmpty)
            {
                _counters.Unshares++;
                UnshareChain(index, 1);
            }

            index = next;
        }
    }

    // Apart from the code that runs for every request: making a message needs room on the stack that would be cleared each time.
    [DoesNotReturn]
    private void ThrowChainLength(int count) =>
        throw new ArgumentException($"A chain has 1 to {_size} buffers in a queue of this size, not {count}.", "readable");

    [DoesNotReturn]
    private void ThrowUsedIndex(ushort index) =>
        throw new DeviceProtocolException(
            $"The device moved the used index from {_lastUsed} to {index}, {unchecked((ushort)(index - _lastUsed))} chains, while "
                + $"{_chainsInFlight} are in flight.");

    [DoesNotReturn]
    private static void ThrowUsedChain(uint id) =>
        throw new DeviceProtocolException($"The device returned chain {id}, which is not in flight.");

    [DoesNotReturn]
    private static void ThrowWritten(uint id, uint written, ulong writable) =>
        throw new DeviceProtocolException(
            $"The device says that it wrote {written} bytes into chain {id}, which has {writable} writable bytes.");

    [StructLayout(LayoutKind.Sequential)]
    private struct Descriptor
    {
        public PhysAddr Address;
        public uint Length;
        public ushort Flags;
        public ushort Next;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct UsedElement
    {
        public uint Id;
        public uint Length;
    }

    /// <summary>What the driver knows of a descriptor, and of the chain if it is the head of one.</summary>
    private struct Slot
    {
        public Shared<THal> Share;
        public ulong WritableLength;
        public ushort Next;
        public ushort Tail;

        /// <summary>0 says that no chain of this name is in flight.</summary>
        public ushort Count;
    }
}
