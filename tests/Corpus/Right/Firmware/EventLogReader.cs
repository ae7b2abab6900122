using System;
using System.Collections.Generic;
using System.Linq;
using Devices;
using Hal;

namespace Drivers;

// Like BMC event logs: entries are read from a cursor in batches until an empty batch comes. The iterator holds no share while it
// yields; each batch is copied out after its share has ended.
public sealed record LogEntry(uint Number, byte Severity, byte[] Data);

public sealed class EventLogReader<THal> : IDisposable
    where THal : struct, IHal
{
    private const int EntryBytes = 32;
    private const int BatchEntries = 16;

    private readonly Mailbox _mailbox;
    private readonly PinnedBuffer _batch = new(EntryBytes * BatchEntries);

    public EventLogReader(Mailbox mailbox) => _mailbox = mailbox;

    public IEnumerable<LogEntry> Entries(uint from)
    {
        for (uint cursor = from; ;)
        {
            List<LogEntry> batch = ReadBatch(cursor);
            if (batch.Count == 0)
            {
                yield break;
            }

            foreach (LogEntry entry in batch)
            {
                yield return entry;
            }

            cursor = batch[^1].Number + 1;
        }
    }

    public IEnumerable<LogEntry> Errors() => Entries(0).Where(entry => entry.Severity >= 3);

    public void Dispose() => _batch.Dispose();

    private List<LogEntry> ReadBatch(uint cursor)
    {
        DmaBuffer batch = _batch.Buffer;
        PhysAddr address = THal.Share(batch, BufferDirection.DeviceToDriver);
        int status = _mailbox.Execute(0x43_0000u | (cursor & 0xFFFF), address);
        THal.Unshare(address, batch, BufferDirection.DeviceToDriver);
        var entries = new List<LogEntry>();
        if (status != 0)
        {
            return entries;
        }

        for (int i = 0; i < BatchEntries; i++)
        {
            ReadOnlySpan<byte> bytes = batch.AsReadOnlySpan().Slice(i * EntryBytes, EntryBytes);
            uint number = BitConverter.ToUInt32(bytes);
            if (number < cursor)
            {
                break;
            }

            entries.Add(new LogEntry(number, bytes[4], bytes[5..].ToArray()));
        }

        return entries;
    }
}
