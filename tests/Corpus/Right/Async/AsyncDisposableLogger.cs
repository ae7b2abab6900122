using System;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Devices;
using Hal;

namespace Drivers;

// A logging device takes lines by DMA; DisposeAsync sends what is left and ends what is out. One line is out at a time and its task is
// awaited before the buffer is used again or freed.
public sealed class LineLogger<THal> : IAsyncDisposable
    where THal : struct, IHal
{
    private readonly BlockQueue _sink;
    private readonly PinnedBuffer _line = new(512);
    private readonly SemaphoreSlim _one = new(1, 1);
    private ulong _next;
    private bool _closed;

    public LineLogger(BlockQueue sink) => _sink = sink;

    public async Task<bool> WriteAsync(string text)
    {
        await _one.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_closed)
            {
                return false;
            }

            Fill(text);
            return await SendAsync(_line.Buffer).ConfigureAwait(false) == 0;
        }
        finally
        {
            _one.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _one.WaitAsync().ConfigureAwait(false);
        try
        {
            if (!_closed)
            {
                _closed = true;
                await _sink.FlushAsync().ConfigureAwait(false);
                _line.Dispose();
            }
        }
        finally
        {
            _one.Release();
        }
    }

    private void Fill(string text)
    {
        Span<byte> line = _line.Buffer.AsSpan();
        line.Clear();
        string part = text.Length > 128 ? text[..128] : text;
        Encoding.UTF8.GetBytes(part, line);
    }

    private async Task<int> SendAsync(DmaBuffer line)
    {
        PhysAddr address = THal.Share(line, BufferDirection.DriverToDevice);
        try
        {
            return await _sink.WriteAsync(_next++, address, line.Length).ConfigureAwait(false);
        }
        finally
        {
            THal.Unshare(address, line, BufferDirection.DriverToDevice);
        }
    }
}
