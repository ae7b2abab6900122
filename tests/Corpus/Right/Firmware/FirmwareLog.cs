using System;
using System.Text;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// The log of a firmware: a ring of text in DMA memory that the firmware writes and the driver follows. The firmware's write index is
// untrusted and reduced to the size; the ring lives until the firmware is stopped.
public sealed unsafe class FirmwareLog<THal> : IDisposable
    where THal : struct, IHal
{
    private const int HeaderBytes = 64;

    private readonly Mailbox _mailbox;
    private readonly Dma<THal> _memory;
    private readonly int _size;
    private int _read;

    private FirmwareLog(Mailbox mailbox, Dma<THal> memory)
    {
        _mailbox = mailbox;
        _memory = memory;
        _size = (int)memory.Length - HeaderBytes;
    }

    public static FirmwareLog<THal>? Attach(Mailbox mailbox, nuint pages)
    {
        if (pages == 0 || !Dma<THal>.TryCreate(pages, BufferDirection.DeviceToDriver, out Dma<THal>? memory))
        {
            return null;
        }

        if (mailbox.Execute(0x40, memory.Paddr) != 0)
        {
            memory.Dispose();
            return null;
        }

        return new FirmwareLog<THal>(mailbox, memory);
    }

    public string ReadNew()
    {
        int written = (int)(Volatile.Read(ref *_memory.Pointer<uint>(0)) % (uint)_size);
        var text = new StringBuilder();
        while (_read != written)
        {
            char next = (char)(*_memory.Vaddr((nuint)(HeaderBytes + _read)) & 0x7F);
            text.Append(char.IsControl(next) && next != '\n' ? '?' : next);
            _read = (_read + 1) % _size;
        }

        return text.ToString();
    }

    public void Dispose()
    {
        if (_mailbox.Execute(0x41, default) == 0)
        {
            _memory.Dispose();
        }
        else
        {
            // A firmware that does not answer may still write to its log.
            _memory.Abandon();
        }
    }
}
