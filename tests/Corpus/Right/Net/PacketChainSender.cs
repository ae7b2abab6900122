using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// A chain of packets is sent in one burst; what the port does not take stays with the caller. A stack holds the shares of the burst, and
// every one of it is ended once the port has sent them.
public sealed class BurstSender<THal>
    where THal : struct, IHal
{
    private readonly VendorQueue _queue;
    private readonly Device _device;

    public BurstSender(VendorQueue queue, Device device)
    {
        _queue = queue;
        _device = device;
    }

    /// <returns>The first packet that was not sent, or null.</returns>
    public Packet? Send(Packet? first)
    {
        var burst = new Stack<Shared<THal>>();
        Packet? next = first;
        try
        {
            while (next is not null && next.Length > 0)
            {
                var share = new Shared<THal>(next.Buffer, BufferDirection.DriverToDevice);
                if (_queue.Push(share.Paddr, share.Buffer) == 0)
                {
                    share.Unshare();
                    break;
                }

                burst.Push(share);
                next = next.Next;
            }

            if (burst.Count != 0 && !_device.Wait(50))
            {
                _device.Reset();
            }
        }
        catch (DmaException)
        {
            // What is queued already may be on its way: the port is stopped before its shares end.
            _device.Reset();
            throw;
        }
        finally
        {
            while (burst.TryPop(out Shared<THal> share))
            {
                share.Unshare();
            }
        }

        FreeUpTo(first, next);
        return next;
    }

    private static void FreeUpTo(Packet? from, Packet? end)
    {
        while (from is not null && !ReferenceEquals(from, end))
        {
            Packet? following = from.Next;
            from.Free();
            from = following;
        }
    }
}
