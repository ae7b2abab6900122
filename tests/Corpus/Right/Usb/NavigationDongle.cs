using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Devices;
using Hal;

namespace Drivers;

// Like USB serial dongles that send sentences: bytes are read asynchronously and split into lines. A cancelled read stops the port and
// takes the count before its share ends.
public sealed class SentenceReader<THal>(SerialPort port, Device events)
    where THal : struct, IHal
{
    public async IAsyncEnumerable<string> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        using var memory = new PinnedBuffer(256);
        var line = new StringBuilder();
        while (!cancellation.IsCancellationRequested)
        {
            byte[] bytes = await ReceiveAsync(memory.Buffer, cancellation).ConfigureAwait(false);
            foreach (byte b in bytes)
            {
                if (b != (byte)'\n')
                {
                    line.Append((char)b);
                    continue;
                }

                yield return line.ToString();
                line.Clear();
            }
        }
    }

    private async Task<byte[]> ReceiveAsync(DmaBuffer into, CancellationToken cancellation)
    {
        PhysAddr address = THal.Share(into, BufferDirection.DeviceToDriver);
        int received = 0;
        try
        {
            port.StartReceive(address, into.Length);
            await events.DoneAsync(cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // What arrived until now is still good.
        }
        finally
        {
            received = Math.Clamp(port.StopReceive(), 0, into.Length);
            THal.Unshare(address, into, BufferDirection.DeviceToDriver);
        }

        return into.AsReadOnlySpan()[..received].ToArray();
    }
}
