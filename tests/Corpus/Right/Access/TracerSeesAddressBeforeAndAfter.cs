using System.Collections.Generic;
using Devices;
using Hal;

/// <summary>A tracer and a cache of the driver's own get the address while it is shared and after: neither is the device.</summary>
public sealed class Traced<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();
    private readonly HashSet<PhysAddr> _active = new();
    private readonly Dictionary<ulong, int> _histogram = new();
    private ulong _lastPage;

    public void Send(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.DriverToDevice);
        Log.Address(at);
        Enter(at);
        Remember(at);
        _device.Program(at, data.Length);
        _device.Wait(10);
        THal.Unshare(at, data, BufferDirection.DriverToDevice);
        Log.Address(at);
        Leave(at);
        Remember(at);
    }

    private void Enter(PhysAddr at) => _active.Add(at);

    private void Leave(PhysAddr at) => _active.Remove(at);

    private void Remember(PhysAddr at)
    {
        _lastPage = at.Value >> 12;
        _histogram[_lastPage] = _histogram.TryGetValue(_lastPage, out int count) ? count + 1 : 1;
    }
}
