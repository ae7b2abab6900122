using System;
using System.Collections.Generic;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A cipher driver with a backlog: requests wait until the unit is free. Key, source and destination of a request are shared together and
// ended together, each in its own direction.
public sealed class BacklogCipher<THal>(CryptoUnit unit)
    where THal : struct, IHal
{
    public sealed class Request
    {
        public required DmaBuffer Source { get; init; }

        public required DmaBuffer Destination { get; init; }

        public required DmaBuffer Key { get; init; }

        public Action<int>? Done { get; init; }
    }

    private readonly Queue<Request> _backlog = new();

    public void Submit(Request request)
    {
        _backlog.Enqueue(request);
        Pump();
    }

    public void Pump()
    {
        while (!unit.Busy && _backlog.TryDequeue(out Request? request))
        {
            int status = Process(request);
            request.Done?.Invoke(status);
        }
    }

    public void Cancel()
    {
        while (_backlog.TryDequeue(out Request? request))
        {
            request.Done?.Invoke(-125);
        }
    }

    private int Process(Request request)
    {
        if (request.Source.Length != request.Destination.Length)
        {
            return -22;
        }

        try
        {
            using var source = new SharedScope<THal>(request.Source, DriverToDevice);
            using var key = new SharedScope<THal>(request.Key, DriverToDevice);
            using var destination = new SharedScope<THal>(request.Destination, DeviceToDriver);
            int status = unit.Encrypt(source.Paddr, destination.Paddr, key.Paddr, request.Source.Length);
            if (status == 0)
            {
                SpinWait.SpinUntil(() => !unit.Busy);
            }

            return status;
        }
        catch (DmaException)
        {
            return -12;
        }
    }
}
