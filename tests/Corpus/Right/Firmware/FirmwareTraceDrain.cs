using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A coprocessor's trace buffer is handed over in pages; full pages are copied to a stream. The page goes back to the coprocessor under a
// new share only when its copy is made.
public sealed class TraceDrain<THal>
    where THal : struct, IHal
{
    private readonly VendorQueue _queue;
    private readonly Device _coprocessor;
    private readonly Dictionary<PhysAddr, DmaBuffer> _given = new();
    private readonly System.IO.Stream _output;

    public TraceDrain(VendorQueue queue, Device coprocessor, System.IO.Stream output)
    {
        _queue = queue;
        _coprocessor = coprocessor;
        _output = output;
        _queue.Finished += OnFinished;
    }

    public bool Give(DmaBuffer page)
    {
        PhysAddr address = THal.Share(page, DeviceToDriver);
        _given.Add(address, page);
        if (_queue.Submit(address, page) == SubmitResult.Rejected)
        {
            _given.Remove(address);
            THal.Unshare(address, page, DeviceToDriver);
            return false;
        }

        return true;
    }

    public void Poll() => _queue.Poll();

    public void Stop()
    {
        _queue.Finished -= OnFinished;
        _coprocessor.Reset();
        foreach ((PhysAddr address, DmaBuffer page) in _given)
        {
            THal.Unshare(address, page, DeviceToDriver);
        }

        _given.Clear();
    }

    private void OnFinished(PhysAddr address, DmaBuffer page)
    {
        if (!_given.Remove(address, out DmaBuffer mine))
        {
            return;
        }

        THal.Unshare(address, mine, DeviceToDriver);
        _output.Write(mine.AsReadOnlySpan());
        Give(mine);
    }
}
