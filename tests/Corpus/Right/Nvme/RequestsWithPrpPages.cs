using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Requests with a PRP page each, made at the start and reused.</summary>
public sealed unsafe class RequestPool<THal> : IDisposable
    where THal : struct, IHal
{
    public sealed class Request
    {
        internal Request(Dma<THal> prps) => Prps = prps;

        internal Dma<THal> Prps { get; }

        internal Shared<THal> Data { get; set; }

        public Action<int>? Done { get; set; }
    }

    private readonly ConcurrentQueue<Request> _free = new();
    private readonly Request[] _all;

    public RequestPool(int count)
    {
        var made = new List<Request>(count);
        while (made.Count < count)
        {
            if (!Dma<THal>.TryCreate(1, DriverToDevice, out Dma<THal>? prps))
            {
                made.ForEach(request => request.Prps.Dispose());
                throw new DmaException($"{made.Count} of {count} requests");
            }

            made.Add(new Request(prps));
        }

        _all = [.. made];
        foreach (Request request in _all)
        {
            _free.Enqueue(request);
        }
    }

    public Request? TryBegin(DmaBuffer data, BufferDirection direction, Action<int> done)
    {
        if (!_free.TryDequeue(out Request? request))
        {
            return null;
        }

        try
        {
            request.Data = new Shared<THal>(data, direction);
        }
        catch (DmaException)
        {
            _free.Enqueue(request);
            return null;
        }

        request.Done = done;
        ulong* prp = request.Prps.Pointer<ulong>(0);
        PhysAddr page = new((request.Data.Paddr.Value & ~4095UL) + 4096);
        for (PhysAddr end = request.Data.Paddr + (ulong)data.Length; page < end; page += 4096)
        {
            *prp++ = page.Value;
        }

        return request;
    }

    public void Complete(Request request, int status)
    {
        request.Data.Unshare();
        request.Data = default;
        Action<int>? done = request.Done;
        request.Done = null;
        _free.Enqueue(request);
        done?.Invoke(status);
    }

    /// <summary>After the controller was reset.</summary>
    public void Dispose()
    {
        foreach (Request request in _all)
        {
            request.Data.Unshare();
            request.Prps.Dispose();
        }
    }
}
