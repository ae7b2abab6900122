using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using Devices;
using Hal;

namespace Drivers;

// Key slots of an inline cipher: keys are loaded once, and kept until they are evicted. Loading shares the key for the mailbox call
// only; the copy of it is cleared after the share.
public sealed class KeySlots<THal>
    where THal : struct, IHal
{
    private const uint LoadKey = 0x20;
    private const uint EvictKey = 0x21;
    private const int KeyBytes = 64;

    private readonly Mailbox _mailbox;
    private readonly Dictionary<Guid, int> _slots = new();
    private readonly Queue<int> _free;

    public KeySlots(Mailbox mailbox, int slots)
    {
        _mailbox = mailbox;
        _free = new Queue<int>(slots);
        for (int i = 0; i < slots; i++)
        {
            _free.Enqueue(i);
        }
    }

    public int? Acquire(Guid id, ReadOnlySpan<byte> key)
    {
        if (_slots.TryGetValue(id, out int slot))
        {
            return slot;
        }

        if (key.Length > KeyBytes - 4 || !_free.TryDequeue(out slot))
        {
            return null;
        }

        if (Send(LoadKey, slot, key) != 0)
        {
            _free.Enqueue(slot);
            return null;
        }

        _slots.Add(id, slot);
        return slot;
    }

    public void Evict(Guid id)
    {
        if (_slots.Remove(id, out int slot) && Send(EvictKey, slot, default) == 0)
        {
            _free.Enqueue(slot);
        }
    }

    private int Send(uint opcode, int slot, ReadOnlySpan<byte> key)
    {
        using var memory = new PinnedBuffer(KeyBytes);
        Span<byte> bytes = memory.Buffer.AsSpan();
        BitConverter.TryWriteBytes(bytes, slot);
        key.CopyTo(bytes[4..]);
        int error;
        using (var share = new SharedScope<THal>(memory.Buffer, BufferDirection.DriverToDevice))
        {
            error = _mailbox.Execute(opcode, share.Paddr);
        }

        CryptographicOperations.ZeroMemory(bytes);
        return error;
    }
}
