using System.Threading;
using Hal;
using Devices;

/// <summary>A driver that ends its share before it returns out of a lock.</summary>
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
            Shared<THal> shared = new(buffer, BufferDirection.DriverToDevice);
            if (_stopped)
            {
                shared.Unshare();
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
