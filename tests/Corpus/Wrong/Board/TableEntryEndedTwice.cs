using System.Collections.Generic;
using Hal;
using Devices;

// Like fixes in Linux (drivers, a completion that is handled by the interrupt and by the timeout).
/// <summary>A completion whose late branch ends the share that it took out of the table a second time.</summary>
public sealed class CompletionTable<THal>
    where THal : struct, IHal
{
    private readonly Dictionary<int, Shared<THal>> _inFlight = new();
    private readonly Device _device = new();

    public void Start(int tag, DmaBuffer buffer)
    {
        var shared = new Shared<THal>(buffer, BufferDirection.DeviceToDriver);
        _inFlight.Add(tag, shared);
        _device.Program(shared.Paddr, buffer.Length);
    }

    public bool Complete(int tag, bool late)
    {
        if (!_inFlight.Remove(tag, out Shared<THal> shared))
            return false;

        shared.Unshare();
        if (late)
        {
            _device.Reset();
            shared.Unshare(); //! HAL1004
        }

        return true;
    }
}
