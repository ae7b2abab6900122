using System;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// A scope guards the way to the submission; afterwards the share lives in a table by command number. Detach moves the duty exactly when
// the command was taken; everything before it is the scope's.
public sealed class DetachingQueue<THal>
    where THal : struct, IHal
{
    private readonly NvmeQueue _queue;
    private readonly Dictionary<int, Shared<THal>> _commands = new();

    public DetachingQueue(NvmeQueue queue) => _queue = queue;

    public int Read(DmaBuffer into, Predicate<PhysAddr> isReachable)
    {
        using var scope = new SharedScope<THal>(into, BufferDirection.DeviceToDriver);
        if (!isReachable(scope.Paddr))
        {
            return -14;
        }

        int command = _queue.Submit(0x02, scope.Paddr, default);
        if (command >= 0)
        {
            _commands[command] = scope.Detach();
        }

        return command;
    }

    public int Poll()
    {
        int done = 0;
        for (int command = 0; command < _queue.Entries; command++)
        {
            if (_commands.ContainsKey(command) && _queue.IsDone(command))
            {
                _commands.Remove(command, out Shared<THal> share);
                share.Unshare();
                done++;
            }
        }

        return done;
    }
}
