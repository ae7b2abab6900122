using System;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// An initialisation that pushes an undo step for each thing that it has done. A failure pops all steps, success keeps them for Close; a
// step ends what was made just before it was pushed.
internal sealed class UndoStack<THal>
    where THal : struct, IHal
{
    private readonly Stack<Action> _undo = new();
    private readonly VirtioTransport _transport;
    private readonly PinnedBuffer _events;

    public UndoStack(VirtioTransport transport, PinnedBuffer events)
    {
        _transport = transport;
        _events = events;
    }

    public bool Open(int queues)
    {
        try
        {
            for (int queue = 0; queue < queues; queue++)
            {
                var ring = new Dma<THal>(2, BufferDirection.Both);
                _undo.Push(ring.Dispose);
                if (!_transport.SetQueue(queue, ring.Paddr, 128))
                {
                    Close();
                    return false;
                }
            }

            DmaBuffer events = _events.Buffer;
            PhysAddr address = THal.Share(events, BufferDirection.DeviceToDriver);
            _undo.Push(() => THal.Unshare(address, events, BufferDirection.DeviceToDriver));
            if (!_transport.SetQueue(queues, address, events.Length))
            {
                Close();
                return false;
            }

            return true;
        }
        catch (DmaException)
        {
            Close();
            return false;
        }
    }

    public void Close()
    {
        _transport.Reset();
        while (_undo.TryPop(out Action? undo))
        {
            undo();
        }
    }
}
