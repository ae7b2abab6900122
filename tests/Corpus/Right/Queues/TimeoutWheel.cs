using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Commands with a timeout, kept in buckets of a wheel that a tick turns. A command that completes is taken out of its bucket; the tick
// resets the device before it ends what has expired.
public sealed class TimeoutWheel<THal>(Device device, NvmeQueue queue)
    where THal : struct, IHal
{
    private const int Buckets = 16;

    private sealed record Command(int Number, Shared<THal> Share);

    private readonly List<Command>[] _wheel = Create();
    private int _now;

    public bool Issue(DmaBuffer data, int ticks)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(ticks, Buckets);
        var share = new Shared<THal>(data, DeviceToDriver);
        int number = queue.Submit(2, share.Paddr, default);
        if (number < 0)
        {
            share.Unshare();
            return false;
        }

        _wheel[(_now + Math.Max(1, ticks)) % Buckets].Add(new Command(number, share));
        queue.RingDoorbell();
        return true;
    }

    public void Tick()
    {
        foreach (List<Command> bucket in _wheel)
        {
            bucket.RemoveAll(EndIfDone);
        }

        _now = (_now + 1) % Buckets;
        if (_wheel[_now].Count > 0)
        {
            Abort();
        }
    }

    public void Abort()
    {
        device.Reset();
        foreach (List<Command> bucket in _wheel)
        {
            foreach (Command command in bucket)
            {
                command.Share.Unshare();
            }

            bucket.Clear();
        }
    }

    private bool EndIfDone(Command command)
    {
        if (!queue.IsDone(command.Number))
        {
            return false;
        }

        command.Share.Unshare();
        return true;
    }

    private static List<Command>[] Create()
    {
        var wheel = new List<Command>[Buckets];
        for (int i = 0; i < Buckets; i++)
        {
            wheel[i] = new List<Command>();
        }

        return wheel;
    }
}
