using System;
using System.Buffers.Binary;
using Devices;
using Hal;

/// <summary>A property mailbox: one buffer carries question and answer; the answer is parsed after Unshare, with lengths checked.</summary>
public sealed class PropertyMailbox<THal>
    where THal : struct, IHal
{
    private readonly object _gate = new();
    private readonly PinnedBuffer _message = new(256);
    private readonly Device _processor = new();

    public bool TryGet(uint tag, Span<byte> value, out int length)
    {
        lock (_gate)
        {
            DmaBuffer message = _message.Buffer;
            Span<byte> bytes = message.AsSpan();
            bytes.Clear();
            BinaryPrimitives.WriteInt32LittleEndian(bytes, bytes.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(bytes[8..], tag);
            BinaryPrimitives.WriteInt32LittleEndian(bytes[12..], value.Length);

            PhysAddr at = THal.Share(message, BufferDirection.Both);
            _processor.WriteRegister(0x20, at.Value | 8);
            bool answered = _processor.Wait(100);
            if (!answered)
            {
                _processor.Reset();
            }

            THal.Unshare(at, message, BufferDirection.Both);
            length = BinaryPrimitives.ReadInt32LittleEndian(bytes[16..]) & 0x7FFF_FFFF;
            if (!answered || bytes[4] != 0 || length > value.Length)
            {
                length = 0;
                return false;
            }

            bytes.Slice(20, length).CopyTo(value);
            return true;
        }
    }
}
