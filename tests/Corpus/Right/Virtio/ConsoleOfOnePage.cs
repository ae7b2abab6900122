using System;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

/// <summary>A console: what it receives lies in one page and is posted again when it is read.</summary>
public sealed class VirtioConsole<THal>(Queue receive, Queue transmit) : IDisposable
    where THal : struct, IHal
{
    private readonly Dma<THal> _inbox = new(1, BufferDirection.Both);
    private readonly PinnedBuffer _outbox = new(256);
    private PhysAddr? _posted;
    private int _cursor;
    private int _pending;

    private void PostInbox()
    {
        if (_posted is null)
        {
            DmaBuffer all = _inbox.RawSlice();
            PhysAddr address = THal.Share(all, BufferDirection.DeviceToDriver);
            receive.Add(address, all);
            _posted = address;
        }
    }

    public int ReadByte()
    {
        if (_cursor == _pending)
        {
            PostInbox();
            if (!receive.TryPop(out _, out DmaBuffer used))
            {
                return -1;
            }

            THal.Unshare(_posted!.Value, _inbox.RawSlice(), BufferDirection.DeviceToDriver);
            _posted = null;
            _pending = Math.Min(used.Length, (int)_inbox.Length);
            _cursor = 0;
            if (_pending == 0)
            {
                return -1;
            }
        }

        return _inbox.AsSpan()[_cursor++];
    }

    public void Write(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty)
        {
            int take = Math.Min(text.Length, 256);
            DmaBuffer part = _outbox.Buffer.Slice(0, take);
            text[..take].CopyTo(part.AsSpan());
            using (var shared = new SharedScope<THal>(part, BufferDirection.DriverToDevice))
            {
                transmit.Add(shared.Paddr, part);
                while (!transmit.TryPop(out _, out _))
                {
                    Thread.SpinWait(32);
                }
            }

            text = text[take..];
        }
    }

    /// <summary>To be called when the device was reset.</summary>
    public void Dispose()
    {
        if (_posted is { } address)
        {
            THal.Unshare(address, _inbox.RawSlice(), BufferDirection.DeviceToDriver);
            _posted = null;
        }

        _outbox.Dispose();
        _inbox.Dispose();
    }
}
