using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// A field controller sends by priority: waiting frames are not shared, only those in its three mailboxes are. A frame is shared when it
// enters a mailbox and ended when the mailbox is free again or was aborted.
public sealed class PriorityMailboxes<THal>
    where THal : struct, IHal
{
    private const int AbortRegister = 0x24;
    private readonly Ring _mailboxes;
    private readonly Device _controller;
    private readonly PriorityQueue<DmaBuffer, uint> _waiting = new();
    private readonly Shared<THal>?[] _active = new Shared<THal>?[3];

    public PriorityMailboxes(Ring mailboxes, Device controller)
    {
        _mailboxes = mailboxes;
        _controller = controller;
    }

    public void Send(uint identifier, DmaBuffer frame)
    {
        _waiting.Enqueue(frame, identifier);
        Refill();
    }

    public void OnTransmitted()
    {
        for (int i = 0; i < _active.Length; i++)
        {
            if (_active[i] is { } sent && _mailboxes.IsDone(i))
            {
                _active[i] = null;
                sent.Unshare();
            }
        }

        Refill();
    }

    public void Abort()
    {
        _controller.WriteRegister(AbortRegister, 7);
        _mailboxes.Stop();
        for (int i = 0; i < _active.Length; i++)
        {
            _active[i]?.Unshare();
            _active[i] = null;
        }

        _waiting.Clear();
    }

    private void Refill()
    {
        for (int i = 0; i < _active.Length; i++)
        {
            if (_active[i] is null && _waiting.TryDequeue(out DmaBuffer frame, out _))
            {
                var share = new Shared<THal>(frame, BufferDirection.DriverToDevice);
                _active[i] = share;
                _mailboxes.Post(i, share.Paddr, frame.Length);
            }
        }
    }
}
