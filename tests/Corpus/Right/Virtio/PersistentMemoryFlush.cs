using System;
using System.Threading;
using Devices;
using Hal;

namespace Drivers;

// A paravirtual persistent memory device: flush requests wait for the host, coalesced into one. Request and status are parts of one DMA
// page, so nothing is shared and nothing is left.
public sealed unsafe class PersistentFlush<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly VirtioTransport _transport;
    private readonly Dma<THal> _page;
    private readonly object _gate = new();
    private bool _broken;

    public PersistentFlush(VirtioTransport transport)
    {
        _transport = transport;
        _page = new Dma<THal>(1, BufferDirection.Both);
        if (!transport.SetQueue(0, _page.Paddr, 2))
        {
            _page.Dispose();
            throw new DeviceException("the flush queue was refused");
        }
    }

    public bool Flush(int timeout)
    {
        lock (_gate)
        {
            if (_broken)
            {
                return false;
            }

            uint* request = _page.Pointer<uint>(1024);
            uint* status = _page.Pointer<uint>(1028);
            *request = 0;
            Volatile.Write(ref *status, uint.MaxValue);
            _transport.Notify(0);
            Deadline deadline = Deadline.In(timeout);
            while (!_transport.Used(0))
            {
                if (deadline.Expired)
                {
                    _transport.Reset();
                    _broken = true;
                    return false;
                }

                Thread.Yield();
            }

            return Volatile.Read(ref *status) == 0;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _transport.Reset();
            _broken = true;
            _page.Dispose();
        }
    }
}
