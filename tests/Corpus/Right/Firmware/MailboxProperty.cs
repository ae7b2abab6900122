using System;
using System.Buffers.Binary;
using Devices;
using Hal;

namespace Drivers;

// A property mailbox of a system-on-chip: a message of tags is read and answered in place. The message is shared for both directions for
// one call, and parsed when the call is over.
public sealed class PropertyClient<THal> : IDisposable
    where THal : struct, IHal
{
    private const int MessageBytes = 256;
    private const uint Success = 0x8000_0000;

    private readonly Mailbox _mailbox;
    private readonly PinnedBuffer _message = new(MessageBytes);

    public PropertyClient(Mailbox mailbox) => _mailbox = mailbox;

    public uint GetClockRate(uint clock) => Query(0x0003_0002, clock);

    public uint GetTemperature() => Query(0x0003_0006, 0);

    public void Dispose() => _message.Dispose();

    private uint Query(uint tag, uint argument)
    {
        Build(_message.Buffer.AsSpan(), tag, argument);
        PhysAddr address = THal.Share(_message.Buffer, BufferDirection.Both);
        int error;
        try
        {
            error = _mailbox.Execute(8, address);
        }
        finally
        {
            THal.Unshare(address, _message.Buffer, BufferDirection.Both);
        }

        ReadOnlySpan<byte> answer = _message.Buffer.AsReadOnlySpan();
        if (error != 0 || BinaryPrimitives.ReadUInt32LittleEndian(answer[4..]) != Success)
        {
            throw new DeviceException($"The firmware does not know the property {tag:x}.");
        }

        return BinaryPrimitives.ReadUInt32LittleEndian(answer[24..]);
    }

    private static void Build(Span<byte> message, uint tag, uint argument)
    {
        message.Clear();
        BinaryPrimitives.WriteInt32LittleEndian(message, 32);
        BinaryPrimitives.WriteUInt32LittleEndian(message[8..], tag);
        BinaryPrimitives.WriteUInt32LittleEndian(message[12..], 8);
        BinaryPrimitives.WriteUInt32LittleEndian(message[20..], argument);
    }
}
