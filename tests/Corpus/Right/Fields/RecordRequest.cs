using System;
using Devices;
using Hal;

namespace Drivers;

// Like immutable request records: each change of state is a copy with another field. The copy that leaves the Mapped state is made where
// the share ends, and only that one goes on.
public enum RequestState
{
    New,
    Mapped,
    Completed,
    Failed,
}

public sealed record Request(DmaBuffer Data, BufferDirection Direction)
{
    public RequestState State { get; init; }

    public PhysAddr Address { get; init; }

    public int Status { get; init; }
}

public sealed class RequestRunner<THal>(Device device)
    where THal : struct, IHal
{
    public Request Run(Request request)
    {
        Request mapped = Map(request);
        int status = device.Start(mapped.Address, mapped.Data.Length);
        if (status >= 0 && !device.Wait(500))
        {
            device.Reset();
            status = -110;
        }

        return Unmap(mapped, status);
    }

    private static Request Map(Request request) => request.State switch
    {
        RequestState.Mapped => throw new InvalidOperationException("it is mapped"),
        _ => request with
        {
            State = RequestState.Mapped,
            Address = THal.Share(request.Data, request.Direction),
        },
    };

    private static Request Unmap(Request request, int status)
    {
        THal.Unshare(request.Address, request.Data, request.Direction);
        return request with
        {
            State = status >= 0 ? RequestState.Completed : RequestState.Failed,
            Address = default,
            Status = status,
        };
    }
}
