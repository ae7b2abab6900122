using System.Collections.Concurrent;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// An object pool of requests; a request comes back to the pool without a share.
public sealed class RequestPool<THal>
    where THal : struct, IHal
{
    public sealed class Request
    {
        private PhysAddr _paddr;
        private DmaBuffer _buffer;

        public bool IsMapped { get; private set; }

        public PhysAddr Map(DmaBuffer buffer)
        {
            _paddr = THal.Share(buffer, Both);
            _buffer = buffer;
            IsMapped = true;
            return _paddr;
        }

        public void Unmap()
        {
            if (!IsMapped)
            {
                return;
            }

            THal.Unshare(_paddr, _buffer, Both);
            IsMapped = false;
        }
    }

    private readonly ConcurrentBag<Request> _free = [];

    public Request Rent() => _free.TryTake(out Request? request) ? request : new Request();

    public void Return(Request request)
    {
        request.Unmap();
        _free.Add(request);
    }

    public int Run(Device device, DmaBuffer buffer)
    {
        Request request = Rent();
        try
        {
            return device.Start(request.Map(buffer), buffer.Length);
        }
        finally
        {
            device.Reset();
            Return(request);
        }
    }
}
