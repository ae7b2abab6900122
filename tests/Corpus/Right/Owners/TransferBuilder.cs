using System;
using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A fluent builder of transfers: parts are added, then the whole is run or dropped. The builder owns what it shared until Run hands it
// to the device, and Dispose ends it either way.
public sealed class TransferBuilder<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _device;
    private readonly List<Shared<THal>> _parts = new();
    private bool _running;

    public TransferBuilder(Device device) => _device = device;

    public TransferBuilder<THal> Out(DmaBuffer data) => Add(data, DriverToDevice);

    public TransferBuilder<THal> In(DmaBuffer data) => Add(data, DeviceToDriver);

    public bool Run(int milliseconds)
    {
        if (_parts.Count == 0)
        {
            return true;
        }

        foreach (Shared<THal> part in _parts)
        {
            _device.Program(part.Paddr, part.Buffer.Length);
        }

        _running = true;
        _device.Kick();
        bool done = _device.Wait(milliseconds);
        if (done)
        {
            _running = false;
            EndAll();
        }

        return done;
    }

    public void Dispose()
    {
        if (_running)
        {
            _device.Reset();
            _running = false;
        }

        EndAll();
    }

    private TransferBuilder<THal> Add(DmaBuffer data, BufferDirection direction)
    {
        if (_running)
        {
            throw new InvalidOperationException("the transfer is under way");
        }

        _parts.Add(new Shared<THal>(data, direction));
        return this;
    }

    private void EndAll()
    {
        foreach (Shared<THal> part in _parts)
        {
            part.Unshare();
        }

        _parts.Clear();
    }
}

public static class TransferExamples
{
    public static bool Exchange<THal>(Device device, DmaBuffer request, DmaBuffer reply)
        where THal : struct, IHal
    {
        using var transfer = new TransferBuilder<THal>(device);
        return transfer.Out(request).In(reply).Run(100);
    }
}
