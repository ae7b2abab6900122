using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A smart reader's hot plug: the polling buffer exists while a card is in the slot. Insertion and removal are idempotent; the nullable
// record is the one place that knows of the share.
public sealed class CardSlot<THal>
    where THal : struct, IHal
{
    private sealed record Session(PinnedBuffer Memory, Shared<THal> Poll);

    private readonly Device _slot;
    private readonly object _gate = new();
    private Session? _session;

    public CardSlot(Device slot) => _slot = slot;

    public bool OnInserted()
    {
        lock (_gate)
        {
            if (_session is not null)
            {
                return true;
            }

            var memory = new PinnedBuffer(64);
            Shared<THal> poll;
            try
            {
                poll = new Shared<THal>(memory.Buffer, DeviceToDriver);
            }
            catch (DmaException)
            {
                memory.Dispose();
                return false;
            }

            if (!_slot.Submit(poll.Paddr, memory.Buffer.Length))
            {
                poll.Unshare();
                memory.Dispose();
                return false;
            }

            _session = new Session(memory, poll);
            return true;
        }
    }

    public byte[]? OnRemoved()
    {
        lock (_gate)
        {
            if (_session is not { } session)
            {
                return null;
            }

            _session = null;
            _slot.Reset();
            session.Poll.Unshare();
            byte[] last = session.Memory.Buffer.AsReadOnlySpan().ToArray();
            session.Memory.Dispose();
            return last;
        }
    }
}
