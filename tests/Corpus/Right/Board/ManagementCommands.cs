using System;
using Devices;
using Hal;

namespace Drivers;

// Like Linux ipmi: a request with a sequence number, an answer that must carry the same, and a second try. One Both region has request
// and answer; a stale answer makes another round, no other memory.
public readonly record struct Answer(byte Code, byte[] Data);

public sealed class ManagementController<THal> : IDisposable
    where THal : struct, IHal
{
    private const int AnswerAt = 256;

    private readonly Mailbox _controller;
    private readonly Dma<THal> _message = new(1, BufferDirection.Both);
    private byte _sequence;

    public ManagementController(Mailbox controller) => _controller = controller;

    public Answer? Ask(byte function, byte command, params byte[] data)
    {
        if (data.Length > AnswerAt - 4)
        {
            return null;
        }

        for (int attempt = 0; attempt < 2; attempt++)
        {
            byte sequence = ++_sequence;
            Span<byte> page = _message.AsSpan();
            page[0] = function;
            page[1] = sequence;
            page[2] = command;
            page[3] = (byte)data.Length;
            data.CopyTo(page[4..]);
            if (_controller.Execute(0x1C, _message.Paddr, _message.PaddrAt(AnswerAt)) != 0)
            {
                continue;
            }

            ReadOnlySpan<byte> answer = page.Slice(AnswerAt, 256);
            if (answer[1] == sequence && answer[3] <= 252)
            {
                return new Answer(answer[2], answer.Slice(4, answer[3]).ToArray());
            }
        }

        return null;
    }

    public void Dispose() => _message.Dispose();
}
