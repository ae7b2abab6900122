using Hal;
using Devices;

/// <summary>A USB device controller that gives the queued setup buffer back before it queues a new one at a bus reset.</summary>
public sealed class BusReset<THal>
    where THal : struct, IHal
{
    private const int ResetDetected = 1;
    private readonly Device _core = new();

    public int Enumerate(DmaBuffer setup, DmaBuffer spare)
    {
        Shared<THal> queued = new(setup, BufferDirection.DeviceToDriver);
        _core.Program(queued.Paddr, setup.Length);
        _core.Wait(100);
        if (_core.Status == ResetDetected)
        {
            queued.Unshare();
            queued = new Shared<THal>(spare, BufferDirection.DeviceToDriver);
            _core.Program(queued.Paddr, spare.Length);
            _core.Wait(100);
        }

        int status = _core.Status;
        _core.Reset();
        queued.Unshare();
        return status;
    }
}
