using System;
using Devices;
using Hal;

namespace Drivers;

// A ref struct that is one exchange with a device: request and reply are shared for its life. Dispose ends both shares, in the opposite
// order, and stops the device if the exchange was not finished.
public ref struct Exchange<THal>
    where THal : struct, IHal
{
    private readonly Device _device;
    private readonly Shared<THal> _request;
    private readonly Shared<THal> _reply;
    private bool _running;

    public Exchange(Device device, DmaBuffer request, DmaBuffer reply)
    {
        _device = device;
        _running = false;
        _request = new Shared<THal>(request, BufferDirection.DriverToDevice);
        try
        {
            _reply = new Shared<THal>(reply, BufferDirection.DeviceToDriver);
        }
        catch
        {
            _request.Unshare();
            throw;
        }
    }

    public bool Run(int milliseconds)
    {
        _running = true;
        _device.Program(_reply.Paddr, _reply.Buffer.Length);
        if (!_device.Submit(_request.Paddr, _request.Buffer.Length) || !_device.Wait(milliseconds))
        {
            return false;
        }

        _running = false;
        return true;
    }

    public void Dispose()
    {
        if (_running)
        {
            _device.Reset();
            _running = false;
        }

        _reply.Unshare();
        _request.Unshare();
    }
}

public sealed class SensorHub<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _device;
    private readonly PinnedBuffer _memory = new(128);

    public SensorHub(Device device) => _device = device;

    public ushort? Read(byte sensor)
    {
        DmaBuffer request = _memory.Buffer.Slice(0, 64);
        DmaBuffer reply = _memory.Buffer.Slice(64, 64);
        request.AsSpan().Clear();
        request[0] = sensor;
        bool good;
        using (var exchange = new Exchange<THal>(_device, request, reply))
        {
            good = exchange.Run(50);
        }

        return good ? BitConverter.ToUInt16(reply.AsReadOnlySpan()) : null;
    }

    public void Dispose() => _memory.Dispose();
}
