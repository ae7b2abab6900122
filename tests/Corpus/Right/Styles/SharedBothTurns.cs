using System;
using Devices;
using Hal;

/// <summary>The same buffer is used for request and reply, one after the other; the span is taken once.</summary>
public sealed class SharedBothTurns<THal>(Mailbox mailbox) where THal : struct, IHal
{
    public byte Ask(DmaBuffer b, byte question)
    {
        Span<byte> bytes = b.AsSpan();
        bytes[0] = question;
        using (var ask = new SharedScope<THal>(b, BufferDirection.DriverToDevice))
        {
            mailbox.TryPost(1, ask.Paddr);
            mailbox.WaitReply(10);
        }

        bytes.Clear();
        using (var answer = new SharedScope<THal>(b, BufferDirection.DeviceToDriver))
        {
            mailbox.TryPost(2, answer.Paddr);
            mailbox.WaitReply(10);
        }

        return bytes[0];
    }
}
