using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A capture stream with Start, Stop, Reset, Clear and Detach that share their bookkeeping. Stop ends and keeps the memory, Clear forgets
// only what Stop has ended, Detach hands the filled memory out.
public sealed class CaptureStream<THal>(Device device, int bytes) : IDisposable
    where THal : struct, IHal
{
    private PinnedBuffer? _memory;
    private Shared<THal> _share;
    private bool _running;

    public bool HasData => !_running && _memory is not null;

    public bool Start()
    {
        if (_running)
        {
            return true;
        }

        _memory ??= new PinnedBuffer(bytes);
        _share = new Shared<THal>(_memory.Buffer, DeviceToDriver);
        if (device.Start(_share.Paddr, bytes) != 0)
        {
            _share.Unshare();
            _share = default;
            return false;
        }

        _running = true;
        return true;
    }

    public void Stop()
    {
        if (_running)
        {
            device.WriteRegister(0, 0);
            if (!device.Wait(50))
            {
                device.Reset();
            }

            _running = false;
            _share.Unshare();
            _share = default;
        }
    }

    public void Reset()
    {
        bool wasRunning = _running;
        Stop();
        device.Reset();
        if (wasRunning && !Start())
        {
            Log.Info("the stream did not start again");
        }
    }

    public void Clear()
    {
        Stop();
        _memory?.Buffer.AsSpan().Clear();
    }

    /// <summary>Hands the memory out; the caller disposes of it.</summary>
    public PinnedBuffer? Detach()
    {
        Stop();
        PinnedBuffer? memory = _memory;
        _memory = null;
        return memory;
    }

    public void Dispose() => Detach()?.Dispose();
}
