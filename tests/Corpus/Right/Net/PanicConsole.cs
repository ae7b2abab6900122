using System;
using Devices;
using Hal;

namespace Drivers;

// Like Linux netconsole: lines that must get out while the rest of the system may be dead. A line that the port never finished with is
// abandoned together with its memory, and a new buffer is taken.
public sealed class PanicConsole<THal>
    where THal : struct, IHal
{
    private const int LineBytes = 512;

    private readonly NetPort _port;
    private PinnedBuffer _line = new(LineBytes);
    private int _withPort;
    private int _lost;

    public PanicConsole(NetPort port) => _port = port;

    public int Lost => _lost;

    public bool Write(string text)
    {
        Span<byte> bytes = _line.Buffer.AsSpan();
        int length = Math.Min(text.Length, LineBytes);
        for (int i = 0; i < length; i++)
        {
            bytes[i] = text[i] < 0x80 ? (byte)text[i] : (byte)'?';
        }

        if (length == 0)
        {
            return true;
        }

        using var shared = new SharedScope<THal>(_line.Buffer.Slice(0, length), BufferDirection.DriverToDevice);
        if (!_port.Transmit(shared.Paddr, length))
        {
            return false;
        }

        _withPort++;
        for (int spins = 0; spins < 100_000; spins++)
        {
            _withPort -= _port.ReapTransmitted();
            if (_withPort <= 0)
            {
                return true;
            }
        }

        shared.Abandon();
        _line = new PinnedBuffer(LineBytes);
        _lost++;
        return false;
    }
}
