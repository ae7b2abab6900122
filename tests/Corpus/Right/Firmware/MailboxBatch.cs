using System;
using System.Buffers.Binary;
using Devices;
using Hal;

namespace Drivers;

// A firmware interface that takes several property tags in one message. Tags are laid out in pinned memory first; the message is shared
// as far as it was filled.
internal sealed class MailboxBatch<THal> : IDisposable
    where THal : struct, IHal
{
    private const int MaxBytes = 1024;
    private const int HeaderBytes = 8;
    private const int TagBytes = 16;

    private readonly Mailbox _mailbox;
    private readonly PinnedBuffer _message = new(MaxBytes);
    private int _length = HeaderBytes;

    public MailboxBatch(Mailbox mailbox) => _mailbox = mailbox;

    public MailboxBatch<THal> Add(uint tag, uint value)
    {
        if (_length + TagBytes + sizeof(uint) > MaxBytes)
        {
            throw new InvalidOperationException("The message is full.");
        }

        Span<byte> at = _message.Buffer.AsSpan().Slice(_length, TagBytes);
        BinaryPrimitives.WriteUInt32LittleEndian(at, tag);
        BinaryPrimitives.WriteUInt32LittleEndian(at[4..], sizeof(uint));
        BinaryPrimitives.WriteUInt32LittleEndian(at[8..], 0);
        BinaryPrimitives.WriteUInt32LittleEndian(at[12..], value);
        _length += TagBytes;
        return this;
    }

    public uint[]? Send()
    {
        DmaBuffer message = _message.Buffer.Slice(0, _length + sizeof(uint));
        message.AsSpan()[_length..].Clear();
        BinaryPrimitives.WriteInt32LittleEndian(message.AsSpan(), message.Length);
        PhysAddr address = THal.Share(message, BufferDirection.Both);
        int status = _mailbox.Execute(0x8, address);
        THal.Unshare(address, message, BufferDirection.Both);

        int count = (_length - HeaderBytes) / TagBytes;
        _length = HeaderBytes;
        if (status != 0)
        {
            return null;
        }

        var values = new uint[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = BinaryPrimitives.ReadUInt32LittleEndian(message.AsReadOnlySpan()[(HeaderBytes + i * TagBytes + 12)..]);
        }

        return values;
    }

    public void Dispose() => _message.Dispose();
}
