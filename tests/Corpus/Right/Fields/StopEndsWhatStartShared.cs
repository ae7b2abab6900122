using System;
using Devices;
using Hal;

/// <summary>A capture device that keeps the address in a field from Start to Stop; Dispose stops it.</summary>
public sealed unsafe class Capture<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _device = new();
    private readonly DmaBuffer _buffer;
    private PhysAddr _at;
    private bool _running;

    public Capture(byte* memory, int length) => _buffer = new DmaBuffer(memory, length);

    public void Start()
    {
        if (_running)
        {
            return;
        }

        _at = THal.Share(_buffer, BufferDirection.DeviceToDriver);
        _running = true;
        _device.Program(_at, _buffer.Length);
        _device.Kick();
    }

    public void Stop()
    {
        if (!_running)
        {
            return;
        }

        _device.Reset();
        _running = false;
        THal.Unshare(_at, _buffer, BufferDirection.DeviceToDriver);
    }

    public void Dispose() => Stop();
}
