using System.Threading;
using Hal;
using Devices;

// Like fixes in Linux (drivers, a return between lock and unlock that forgot both).
/// <summary>A driver that returns out of a lock with its share live.</summary>
public sealed class LockedDriver<THal>
    where THal : struct, IHal
{
    private readonly Lock _gate = new();
    private readonly Device _device = new();
    private bool _stopped;

    public bool Send(DmaBuffer buffer)
    {
        lock (_gate)
        {
            Shared<THal> shared = new(buffer, BufferDirection.DriverToDevice); //! HAL1002
            if (_stopped)
            {
                return false;
            }

            _device.Program(shared.Paddr, buffer.Length);
            _device.Wait(10);
            shared.Unshare();
            return true;
        }
    }

    public void Stop() => _stopped = true;
}
