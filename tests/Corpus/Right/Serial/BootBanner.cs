using System;
using System.Text;
using Devices;
using Hal;

namespace Drivers;

// A console that sends constant text of the program, and text of its callers through a pinned line. Constant data is shared for the
// device to read only, while it is fixed and until the console is done.
public sealed unsafe class EarlyConsole<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _console;
    private readonly PinnedBuffer _line = new(256);

    public EarlyConsole(Device console) => _console = console;

    private static ReadOnlySpan<byte> Banner => "HalGen early console\r\n"u8;

    public bool Hello()
    {
        fixed (byte* text = Banner)
        {
            var buffer = new DmaBuffer(text, Banner.Length);
            return Send(buffer);
        }
    }

    public bool WriteLine(string text)
    {
        Span<byte> line = _line.Buffer.AsSpan();
        int length = 0;
        foreach (char letter in text)
        {
            if (length >= line.Length - 2)
            {
                break;
            }

            line[length++] = Rune.IsValid(letter) && letter < 128 ? (byte)letter : (byte)'?';
        }

        line[length++] = (byte)'\r';
        line[length++] = (byte)'\n';
        return Send(_line.Buffer.Slice(0, length));
    }

    public void Dispose() => _line.Dispose();

    private bool Send(DmaBuffer text)
    {
        PhysAddr address = THal.Share(text, BufferDirection.DriverToDevice);
        bool sent;
        if (!_console.Submit(address, text.Length))
        {
            sent = false;
        }
        else if (!_console.Wait(1000))
        {
            _console.Reset();
            sent = false;
        }
        else
        {
            sent = true;
        }

        THal.Unshare(address, text, BufferDirection.DriverToDevice);
        return sent;
    }
}
