using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Follows a fix in EDK2: "MdeModulePkg/NvmExpressDxe: Memory leak fix in async code flow" (f2333c707d): a finished request was dropped
// with what it had mapped.
public sealed unsafe class NvmeAsync<THal>
    where THal : struct, IHal
{
    private sealed class Request
    {
        public int Command;
        public PhysAddr MapData;
        public DmaBuffer Data;
        public Action<int>? Caller;
    }

    private readonly NvmeQueue _queue;
    private readonly LinkedList<Request> _pending = new();

    public NvmeAsync(NvmeQueue queue) => _queue = queue;

    public int Submit(DmaBuffer data, Action<int> caller)
    {
        PhysAddr map = THal.Share(data, DeviceToDriver);
        int command = _queue.Submit(0x02, map, default);
        if (command < 0)
        {
            THal.Unshare(map, data, DeviceToDriver);
            return command;
        }

        _pending.AddLast(new Request { Command = command, MapData = map, Data = data, Caller = caller });
        return 0;
    }

    /// <summary>Called by a timer.</summary>
    public void ProcessTasks()
    {
        LinkedListNode<Request>? next;
        for (LinkedListNode<Request>? link = _pending.First; link is not null; link = next)
        {
            next = link.Next;
            if (!_queue.IsDone(link.Value.Command))
            {
                continue;
            }

            THal.Unshare(link.Value.MapData, link.Value.Data, DeviceToDriver);
            _pending.Remove(link);
            link.Value.Caller?.Invoke(_queue.Error);
        }

        _queue.RingDoorbell();
    }
}
