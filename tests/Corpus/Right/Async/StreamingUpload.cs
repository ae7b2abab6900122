using System;
using System.Threading.Channels;
using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>An upload with two buffers that go round between a reader and a writer, as tokens in channels.</summary>
public sealed class StreamingUpload<THal>(BlockQueue queue)
    where THal : struct, IHal
{
    private sealed record Token(PinnedBuffer Memory)
    {
        public int Length { get; set; }
    }

    public async Task<long> UploadAsync(Func<Memory<byte>, int> read, ulong sector, int size)
    {
        var empty = Channel.CreateUnbounded<Token>();
        var full = Channel.CreateUnbounded<Token>();
        for (int i = 0; i < 2; i++)
        {
            empty.Writer.TryWrite(new Token(new PinnedBuffer(size)));
        }

        Task<long> writer = WriteAsync(full.Reader, empty.Writer, sector);
        byte[] scratch = new byte[size];
        while (await empty.Reader.WaitToReadAsync() && empty.Reader.TryRead(out Token? token))
        {
            token.Length = read(scratch);
            if (token.Length <= 0)
            {
                token.Memory.Dispose();
                break;
            }

            scratch.AsSpan(0, token.Length).CopyTo(token.Memory.Buffer.AsSpan());
            await full.Writer.WriteAsync(token);
        }

        full.Writer.Complete();
        long written = await writer;
        while (empty.Reader.TryRead(out Token? rest))
        {
            rest.Memory.Dispose();
        }

        return written;
    }

    private async Task<long> WriteAsync(ChannelReader<Token> full, ChannelWriter<Token> empty, ulong sector)
    {
        long total = 0;
        try
        {
            await foreach (Token token in full.ReadAllAsync())
            {
                DmaBuffer bytes = token.Memory.Buffer.Slice(0, token.Length);
                PhysAddr paddr = THal.Share(bytes, DriverToDevice);
                int status = await queue.WriteAsync(sector, paddr, bytes.Length);
                THal.Unshare(paddr, bytes, DriverToDevice);
                await empty.WriteAsync(token);
                if (status != 0)
                {
                    break;
                }

                sector += (ulong)bytes.Length / 512;
                total += bytes.Length;
            }
        }
        finally
        {
            empty.Complete();
        }

        return total;
    }
}
