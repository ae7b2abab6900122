using System.Linq;
using System;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Two levels: a table of queues, each with a table of requests, found by a combined tag.
public sealed class MultiLevelTables<THal>
    where THal : struct, IHal
{
    private readonly Shared<THal>?[][] _requests;
    private readonly Shared<THal>?[,] _contexts;

    public MultiLevelTables(int queues, int depth)
    {
        _requests = Enumerable.Range(0, queues).Select(_ => new Shared<THal>?[depth]).ToArray();
        _contexts = new Shared<THal>?[queues, depth];
    }

    public uint Begin(int queue, int slot, DmaBuffer request, DmaBuffer context)
    {
        _requests[queue][slot] = new Shared<THal>(request, DriverToDevice);
        _contexts[queue, slot] = new Shared<THal>(context, Both);
        return ((uint)queue << 16) | (uint)slot;
    }

    public void End(uint tag)
    {
        (uint queue, uint slot) = (tag >> 16, tag & 0xFFFF);
        if (_contexts[queue, slot] is { } context && _requests[queue][slot] is { } request)
        {
            context.Unshare();
            request.Unshare();
            _contexts[queue, slot] = null;
            _requests[queue][slot] = null;
        }
    }

    public void EndAll()
    {
        foreach (Shared<THal>? context in _contexts)
        {
            context?.Unshare();
        }

        foreach (Shared<THal>?[] row in _requests)
        {
            foreach (Shared<THal>? request in row)
            {
                request?.Unshare();
            }

            Array.Clear(row);
        }

        Array.Clear(_contexts);
    }
}
