using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in FreeBSD (ena): where the submission is rejected the handler ends the buffer's share, and Dispose waits for the rest.
internal interface IReceiveHandler
{
    void Refill(DmaBuffer buffer);

    void Drain();
}

internal sealed class EnaReceive<THal> : IReceiveHandler, IDisposable
    where THal : struct, IHal
{
    private readonly VendorQueue _queue;
    private int _posted;

    public EnaReceive(VendorQueue queue)
    {
        _queue = queue;
        _queue.Finished += OnFinished;
    }

    public int Refused { get; private set; }

    public void Refill(DmaBuffer buffer)
    {
        PhysAddr address = THal.Share(buffer, DeviceToDriver);
        switch (_queue.Submit(address, buffer))
        {
            case SubmitResult.Queued:
                _posted++;
                break;
            case SubmitResult.Completed:
                THal.Unshare(address, buffer, DeviceToDriver);
                break;
            case SubmitResult.Rejected:
                THal.Unshare(address, buffer, DeviceToDriver);
                Refused++;
                break;
        }
    }

    public void Drain() => _queue.Poll();

    public void Dispose()
    {
        while (_posted > 0)
        {
            Drain();
        }

        _queue.Finished -= OnFinished;
    }

    private void OnFinished(PhysAddr address, DmaBuffer buffer)
    {
        _posted--;
        THal.Unshare(address, buffer, DeviceToDriver);
    }
}
