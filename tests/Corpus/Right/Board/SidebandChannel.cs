using System;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// Like DisplayPort's sideband messages: a message goes in chunks of 16 bytes, retried while the sink defers. The chunk's share lives for
// all its retries, since nothing is written to it in between.
public sealed class SidebandChannel<THal>(Mailbox aux) : IDisposable
    where THal : struct, IHal
{
    private const int ChunkBytes = 16;
    private const int Deferred = -11;

    private readonly PinnedBuffer _chunk = new(ChunkBytes);

    public int Send(ReadOnlySpan<byte> message)
    {
        for (uint at = 0; !message.IsEmpty; at += ChunkBytes)
        {
            int length = Math.Min(ChunkBytes, message.Length);
            message[..length].CopyTo(_chunk.Buffer.AsSpan());
            int error = SendChunk(0x1000 + at, _chunk.Buffer.Slice(0, length));
            if (error != 0)
            {
                return error;
            }

            message = message[length..];
        }

        return 0;
    }

    public void Dispose() => _chunk.Dispose();

    private int SendChunk(uint register, DmaBuffer chunk)
    {
        PhysAddr address = THal.Share(chunk, BufferDirection.DriverToDevice);
        int error = Deferred;
        for (int retry = 0; retry < 7 && error == Deferred; retry++)
        {
            if (retry != 0)
            {
                Thread.Sleep(1);
            }

            error = aux.Execute(register, address);
        }

        THal.Unshare(address, chunk, BufferDirection.DriverToDevice);
        return error;
    }
}
