using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// Like fixes in FreeBSD (ena): where the submission is rejected the handler leaves with the buffer's share.
internal interface IReceiveHandler
{
    void Refill(DmaBuffer buffer);

    void Drain();
}

internal sealed class EnaReceive<THal> : IReceiveHandler, IDisposable
    where THal : struct, IHal
{
    private readonly VendorQueue _queue;

    public EnaReceive(VendorQueue queue)
    {
        _queue = queue;
        _queue.Finished += OnFinished;
    }

    public int Refused { get; private set; }

    public void Refill(DmaBuffer buffer)
    {
        PhysAddr address = THal.Share(buffer, DeviceToDriver); //! HAL1002 (no fix: handed over)
        switch (_queue.Submit(address, buffer))
        {
            case SubmitResult.Queued:
                break;
            case SubmitResult.Completed:
                THal.Unshare(address, buffer, DeviceToDriver);
                break;
            case SubmitResult.Rejected:
                Refused++;
                break;
        }
    }

    public void Drain() => _queue.Poll();

    public void Dispose() => _queue.Finished -= OnFinished;

    private static void OnFinished(PhysAddr address, DmaBuffer buffer) => THal.Unshare(address, buffer, DeviceToDriver);
}
