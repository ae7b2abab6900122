using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Requests as immutable records; each step returns a new one by `with`.
public enum Phase
{
    Fresh,
    Mapped,
    Submitted,
    Done,
}

public readonly record struct Request(DmaBuffer Buffer, BufferDirection Direction)
{
    public PhysAddr Paddr { get; init; }

    public Phase Phase { get; init; }

    public int Status { get; init; }
}

public static class RequestRecords<THal>
    where THal : struct, IHal
{
    public static Request Map(Request request) => request with
    {
        Paddr = THal.Share(request.Buffer, request.Direction),
        Phase = Phase.Mapped,
    };

    public static Request Submit(Request request, Device device) => request.Phase switch
    {
        Phase.Mapped when device.Submit(request.Paddr, request.Buffer.Length) => request with { Phase = Phase.Submitted },
        Phase.Mapped => Unmap(request) with { Status = -11 },
        _ => throw new InvalidOperationException($"{request.Phase}"),
    };

    public static Request Complete(Request request, int status) => request switch
    {
        { Phase: Phase.Submitted } => Unmap(request) with { Status = status },
        { Phase: Phase.Done } => request,
        _ => throw new InvalidOperationException($"{request.Phase}"),
    };

    private static Request Unmap(Request request)
    {
        THal.Unshare(request.Paddr, request.Buffer, request.Direction);
        return request with { Paddr = default, Phase = Phase.Done };
    }

    public static int Run(DmaBuffer buffer, Device device)
    {
        Request request = Submit(Map(new Request(buffer, Both)), device);
        if (request is { Phase: Phase.Submitted })
        {
            bool done = device.Wait(100);
            if (!done)
            {
                device.Reset();
            }

            request = Complete(request, done ? 0 : -110);
        }

        return request.Status;
    }
}
