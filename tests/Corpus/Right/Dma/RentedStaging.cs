using System;
using System.Buffers;
using System.Collections.Generic;
using System.Text;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A writer stages its text in a rented array, which goes back to the pool at the end. The array is pinned while it is shared, unpinned
// after, and returned last.
public sealed class RentedWriter<THal>
    where THal : struct, IHal
{
    private readonly Mailbox _display;

    public RentedWriter(Mailbox display) => _display = display;

    public bool WriteLine(string text)
    {
        if (text.Length == 0)
        {
            return true;
        }

        int bytes = Encoding.UTF8.GetByteCount(text);
        byte[] staging = ArrayPool<byte>.Shared.Rent(bytes);
        try
        {
            Encoding.UTF8.GetBytes(text, staging);
            using var pinned = new PinnedBuffer(staging.AsMemory(0, bytes));
            using var shared = new SharedScope<THal>(pinned.Buffer, DriverToDevice);
            return _display.Execute(0x11, shared.Paddr) == 0;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(staging);
        }
    }

    public int WriteLines(IEnumerable<string> lines)
    {
        int written = 0;
        foreach (string line in lines)
        {
            if (!WriteLine(line))
            {
                break;
            }

            written++;
        }

        return written;
    }
}
