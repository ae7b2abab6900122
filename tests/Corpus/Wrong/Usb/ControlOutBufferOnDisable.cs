using System;
using Hal;
using Devices;

// Follows a fix in Zephyr, pull request 74054.
/// <summary>A USB device controller whose disabled control endpoint keeps its OUT buffer shared.</summary>
public sealed class ControlOut<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _core = new();
    private readonly PinnedBuffer _buffer = new(64);
    private PhysAddr _fed;
    private bool _enabled;

    public void Enable()
    {
        _enabled = true;
        _fed = THal.Share(_buffer.Buffer, BufferDirection.DeviceToDriver); //! HAL1002
        _core.Program(_fed, 64);
    }

    public void Disable()
    {
        _core.Reset();
        _enabled = false;
        _fed = default;
    }

    public bool IsEnabled => _enabled;

    public void Dispose()
    {
        Disable();
        _buffer.Dispose();
    }
}
