using Hal;
using Devices;

// Follows a fix in Zephyr, pull request 96608.
/// <summary>A USB device controller that queues a new setup buffer at a bus reset, though one is queued already.</summary>
public sealed class BusReset<THal>
    where THal : struct, IHal
{
    private const int ResetDetected = 1;
    private readonly Device _core = new();

    public int Enumerate(DmaBuffer setup, DmaBuffer spare)
    {
        Shared<THal> queued = new(setup, BufferDirection.DeviceToDriver); //! HAL1002
        _core.Program(queued.Paddr, setup.Length);
        _core.Wait(100);
        if (_core.Status == ResetDetected)
        {
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
