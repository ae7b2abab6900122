using System;
using System.Buffers.Binary;
using Devices;
using Hal;

namespace Drivers;

// Bulk-only mass storage: command wrapper out, data in or out, status wrapper in, one after the other. Each phase has a share of its own
// that ends before the next phase begins.
public sealed class BulkOnlyTransport<THal> : IDisposable
    where THal : struct, IHal
{
    private const int CommandBytes = 31;
    private const int StatusBytes = 13;

    private readonly Device _out;
    private readonly Device _in;
    private readonly PinnedBuffer _wrappers = new(64);
    private uint _tag;

    public BulkOnlyTransport(Device bulkOut, Device bulkIn)
    {
        _out = bulkOut;
        _in = bulkIn;
    }

    public bool Execute(ReadOnlySpan<byte> command, DmaBuffer data, bool isRead)
    {
        DmaBuffer wrapper = _wrappers.Buffer.Slice(0, CommandBytes);
        DmaBuffer status = _wrappers.Buffer.Slice(32, StatusBytes);
        uint tag = ++_tag;
        WriteCommand(wrapper.AsSpan(), tag, data.Length, isRead, command);

        if (!Phase(_out, wrapper, BufferDirection.DriverToDevice))
        {
            return false;
        }

        bool moved = true;
        if (!data.IsEmpty)
        {
            moved = isRead
                ? Phase(_in, data, BufferDirection.DeviceToDriver)
                : Phase(_out, data, BufferDirection.DriverToDevice);
        }

        return moved && Phase(_in, status, BufferDirection.DeviceToDriver) && IsGood(status.AsReadOnlySpan(), tag);
    }

    public void Dispose() => _wrappers.Dispose();

    private static bool Phase(Device pipe, DmaBuffer buffer, BufferDirection direction)
    {
        PhysAddr address = THal.Share(buffer, direction);
        bool done = pipe.Submit(address, buffer.Length);
        if (done && !pipe.Wait(5000))
        {
            pipe.Reset();
            done = false;
        }

        THal.Unshare(address, buffer, direction);
        return done;
    }

    private static void WriteCommand(Span<byte> into, uint tag, int length, bool isRead, ReadOnlySpan<byte> command)
    {
        into.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(into, 0x43425355);
        BinaryPrimitives.WriteUInt32LittleEndian(into[4..], tag);
        BinaryPrimitives.WriteInt32LittleEndian(into[8..], length);
        into[12] = isRead ? (byte)0x80 : (byte)0;
        into[14] = (byte)command.Length;
        command.CopyTo(into[15..]);
    }

    private static bool IsGood(ReadOnlySpan<byte> status, uint tag) =>
        BinaryPrimitives.ReadUInt32LittleEndian(status) == 0x53425355
        && BinaryPrimitives.ReadUInt32LittleEndian(status[4..]) == tag
        && status[12] == 0;
}
