using System.Collections.Generic;
using Devices;
using Hal;

public sealed class UnshareInEvent<THal> where THal : struct, IHal
{
    private readonly VendorQueue _queue;
    private readonly Dictionary<PhysAddr, BufferDirection> _live = [];

    public UnshareInEvent(VendorQueue queue)
    {
        _queue = queue;
        _queue.Finished += OnFinished;
    }

    public bool Post(DmaBuffer b, BufferDirection direction)
    {
        PhysAddr a = THal.Share(b, direction);
        _live[a] = direction;
        if (_queue.AddOverflows(a, b))
        {
            _live.Remove(a);
            THal.Unshare(a, b, direction);
            return false;
        }

        return true;
    }

    private void OnFinished(PhysAddr a, DmaBuffer b)
    {
        if (_live.Remove(a, out BufferDirection direction))
        {
            THal.Unshare(a, b, direction);
        }
    }
}
