using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A mailbox with room for one message: posting exchanges the slot, completion exchanges it back. The exchange decides who owns the
// message, so that a timeout and a completion never both end it.
public sealed class SingleSlot<THal>(Device device)
    where THal : struct, IHal
{
    private sealed class Message(Shared<THal> share)
    {
        public Shared<THal> Share { get; } = share;
    }

    private Message? _slot;

    public bool TryPost(DmaBuffer data)
    {
        var message = new Message(new Shared<THal>(data, Both));
        if (Interlocked.CompareExchange(ref _slot, message, null) is not null)
        {
            message.Share.Unshare();
            return false;
        }

        if (device.Submit(message.Share.Paddr, data.Length))
        {
            return true;
        }

        return !TryEnd(message);
    }

    public void Completed()
    {
        if (Volatile.Read(ref _slot) is { } message)
        {
            TryEnd(message);
        }
    }

    public void TimedOut()
    {
        if (Volatile.Read(ref _slot) is { } message)
        {
            device.Reset();
            TryEnd(message);
        }
    }

    private bool TryEnd(Message message)
    {
        if (!ReferenceEquals(Interlocked.CompareExchange(ref _slot, null, message), message))
        {
            return false;
        }

        message.Share.Unshare();
        return true;
    }
}
