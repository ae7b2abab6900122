using System;
using System.Threading;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A synchronous call over a device that raises an event when it is done. The wait for the event decides about a reset, and only then do
// the scopes end the shares.
public sealed class BlockingCall<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _device;
    private readonly ManualResetEventSlim _done = new();
    private readonly object _call = new();

    public BlockingCall(Device device)
    {
        _device = device;
        _device.Completed += _done.Set;
    }

    public int Execute(DmaBuffer request, DmaBuffer reply, TimeSpan limit)
    {
        lock (_call)
        {
            _done.Reset();
            using var input = new SharedScope<THal>(request, DriverToDevice);
            using var output = new SharedScope<THal>(reply, DeviceToDriver);
            _device.Program(input.Paddr, request.Length);
            _device.Program(output.Paddr, reply.Length);
            _device.Kick();
            if (_done.Wait(limit))
            {
                return _device.Status;
            }

            // Reset raises the event as well; the next call clears it.
            _device.Reset();
            return -110;
        }
    }

    public void Dispose()
    {
        _device.Completed -= _done.Set;
        _done.Dispose();
    }
}
