using System;
using System.Threading.Channels;
using System.Threading.Tasks;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A worker takes messages from a channel and posts them to a coprocessor one after the other. The share is made and ended within a turn
// of the loop, so the end of the channel finds none.
public sealed class MessageWorker<THal>
    where THal : struct, IHal
{
    private readonly record struct Message(uint Opcode, byte[] Payload, TaskCompletionSource<int> Result);

    private readonly Channel<Message> _messages = Channel.CreateBounded<Message>(64);
    private readonly Mailbox _mailbox;

    public MessageWorker(Mailbox mailbox) => _mailbox = mailbox;

    public async Task<int> SendAsync(uint opcode, byte[] payload)
    {
        var result = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        await _messages.Writer.WriteAsync(new Message(opcode, payload, result)).ConfigureAwait(false);
        return await result.Task.ConfigureAwait(false);
    }

    public void Complete() => _messages.Writer.TryComplete();

    public async Task RunAsync()
    {
        await foreach (Message message in _messages.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            try
            {
                message.Result.SetResult(Post(message.Opcode, message.Payload));
            }
            catch (Exception thrown)
            {
                message.Result.SetException(thrown);
            }
        }
    }

    private int Post(uint opcode, byte[] payload)
    {
        if (payload.Length == 0)
        {
            return -22;
        }

        using var pinned = new PinnedBuffer(payload);
        using var shared = new SharedScope<THal>(pinned.Buffer, DriverToDevice);
        return _mailbox.Execute(opcode, shared.Paddr);
    }
}
