using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>Requests that are mapped before their turn: the next one while the card works on this one.</summary>
public sealed class SdhciPrePost<THal>(MmcController host)
    where THal : struct, IHal
{
    public sealed class Request
    {
        public required DmaBuffer Data { get; init; }

        public required bool IsRead { get; init; }

        internal PhysAddr? Mapped { get; set; }

        internal BufferDirection Direction => IsRead ? DeviceToDriver : DriverToDevice;
    }

    public void Prepare(Request request)
    {
        if (host.UsesDma && request.Mapped is null)
        {
            request.Mapped = THal.Share(request.Data, request.Direction);
        }
    }

    public void Finish(Request request)
    {
        if (request.Mapped is { } paddr)
        {
            THal.Unshare(paddr, request.Data, request.Direction);
            request.Mapped = null;
        }
    }

    public int RunAll(IEnumerable<Request> requests)
    {
        Request? current = null;
        int error = 0;
        foreach (Request next in requests)
        {
            Prepare(next);
            if (current is not null)
            {
                error = Await(current);
            }

            if (error != 0)
            {
                Finish(next);
                return error;
            }

            error = Start(next);
            current = next;
        }

        return current is null ? error : Await(current);
    }

    private int Start(Request request)
    {
        if (request.Mapped is { } paddr)
        {
            host.SetDataAddress(paddr);
        }

        return host.SendCommand(request.IsRead ? 18 : 25, 0);
    }

    private int Await(Request request)
    {
        int error = 0;
        if (host.TimedOut(1000))
        {
            host.StopTransfer();
            error = -110;
        }

        Finish(request);
        return error;
    }
}
