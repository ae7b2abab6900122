using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A queue that keeps address and buffer of each entry itself and hands both back when it is done. What the queue hands back is ended
// with the direction that all of its entries have, until it is empty.
public sealed class ConsoleInput<THal> : IDisposable
    where THal : struct, IHal
{
    private const int LineBytes = 128;

    private readonly Queue _queue;
    private readonly Device _device;
    private readonly PinnedBuffer _lines;

    public ConsoleInput(Queue queue, Device device, int lines)
    {
        _queue = queue;
        _device = device;
        _lines = new PinnedBuffer(lines * LineBytes);
        for (int i = 0; i < lines; i++)
        {
            if (!Post(_lines.Buffer.Slice(i * LineBytes, LineBytes)))
            {
                break;
            }
        }
    }

    public string? ReadLine()
    {
        if (!_queue.TryPop(out PhysAddr address, out DmaBuffer line))
        {
            return null;
        }

        THal.Unshare(address, line, DeviceToDriver);
        ReadOnlySpan<byte> text = line.AsReadOnlySpan();

        // The console ends each line; what lies behind the end was not written by it.
        int end = text.IndexOf((byte)'\n');
        string result = end < 0 ? "" : System.Text.Encoding.UTF8.GetString(text[..end]);
        if (!Post(line))
        {
            Log.Info("a line could not be given to the console again");
        }

        return result;
    }

    public void Dispose()
    {
        _device.Reset();
        while (_queue.TryPop(out PhysAddr address, out DmaBuffer line))
        {
            THal.Unshare(address, line, DeviceToDriver);
        }

        _lines.Dispose();
    }

    private bool Post(DmaBuffer line)
    {
        PhysAddr address = THal.Share(line, DeviceToDriver);
        int error = _queue.AddOrError(address, line);
        if (error != 0)
        {
            THal.Unshare(address, line, DeviceToDriver);
        }

        return error == 0;
    }
}
