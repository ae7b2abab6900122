using System;
using System.Collections.Generic;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Watches a command queue and resets the device when the oldest command is too old. Only the watchdog's reset ends commands that were
// not done, and it ends all of them, as the reset stops all of them.
public sealed class HangDetector<THal>(Device device) : IDisposable
    where THal : struct, IHal
{
    private sealed record Command(Shared<THal> Share, Deadline Limit);

    private readonly LinkedList<Command> _commands = new();
    private readonly object _gate = new();
    private Timer? _timer;

    public int Resets { get; private set; }

    public void Enable() => _timer ??= new Timer(_ => Check(), null, 100, 100);

    public bool Issue(DmaBuffer data, int milliseconds)
    {
        lock (_gate)
        {
            var share = new Shared<THal>(data, DriverToDevice);
            if (!device.Submit(share.Paddr, data.Length))
            {
                share.Unshare();
                return false;
            }

            _commands.AddLast(new Command(share, Deadline.In(milliseconds)));
            return true;
        }
    }

    public void OneDone()
    {
        lock (_gate)
        {
            if (_commands.First is { } oldest)
            {
                _commands.RemoveFirst();
                oldest.Value.Share.Unshare();
            }
        }
    }

    public void Dispose()
    {
        _timer?.Dispose();
        lock (_gate)
        {
            ResetAll();
        }
    }

    private void Check()
    {
        lock (_gate)
        {
            if (_commands.First is { Value.Limit.Expired: true })
            {
                Resets++;
                ResetAll();
            }
        }
    }

    private void ResetAll()
    {
        device.Reset();
        for (var node = _commands.First; node is not null; node = node.Next)
        {
            node.Value.Share.Unshare();
        }

        _commands.Clear();
    }
}
