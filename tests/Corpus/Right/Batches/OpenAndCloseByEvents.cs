using System.Collections.Generic;
using Devices;
using Hal;

/// <summary>Events open and close one share, in any order; ??= and ?. keep it to at most one, and the end closes what is open.</summary>
public sealed class EventLoop<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public enum Event
    {
        Open,
        Use,
        Close,
        Reopen,
    }

    public void Run(IEnumerable<Event> events, DmaBuffer data)
    {
        Shared<THal>? open = null;
        foreach (Event next in events)
        {
            switch (next)
            {
                case Event.Open:
                    open ??= new Shared<THal>(data, BufferDirection.Both);
                    break;
                case Event.Use when open is { } share:
                    _device.Submit(share.Paddr, data.Length);
                    break;
                case Event.Close:
                    open?.Unshare();
                    open = null;
                    break;
                case Event.Reopen:
                    open?.Unshare();
                    open = new Shared<THal>(data, BufferDirection.DriverToDevice);
                    break;
            }
        }

        open?.Unshare();
    }
}
