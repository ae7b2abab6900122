using System.Collections.Generic;
using Devices;
using Hal;

/// <summary>Neighbouring requests are merged into one command of several segments, which end when the command is done.</summary>
public sealed class MergingQueue<THal>
    where THal : struct, IHal
{
    private readonly Queue<BlockRequest> _waiting = new();
    private readonly Dictionary<int, List<(BlockRequest Request, Shared<THal> Share)>> _running = new();
    private readonly Device _disk = new();
    private int _tag;

    public void Add(BlockRequest request) => _waiting.Enqueue(request);

    public int Dispatch()
    {
        if (!_waiting.TryDequeue(out BlockRequest? request))
        {
            return 0;
        }

        var command = new List<(BlockRequest, Shared<THal>)>();
        ulong next = request.Sector;
        do
        {
            BufferDirection direction = request.IsWrite ? BufferDirection.DriverToDevice : BufferDirection.DeviceToDriver;
            var share = new Shared<THal>(request.Data, direction);
            command.Add((request, share));
            _disk.Program(share.Paddr, request.Data.Length);
            next += (ulong)request.Data.Length / 512;
        }
        while (command.Count < 8 && _waiting.TryPeek(out request) && request.Sector == next && _waiting.TryDequeue(out request));

        _running.Add(++_tag, command);
        _disk.Kick();
        return command.Count;
    }

    public void Completed(int tag, int status)
    {
        if (!_running.Remove(tag, out var command))
        {
            return;
        }

        foreach ((BlockRequest request, Shared<THal> share) in command)
        {
            share.Unshare();
            request.Status = status;
            request.Done?.Invoke(request);
        }
    }
}
