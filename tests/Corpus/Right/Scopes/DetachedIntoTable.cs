using System.Collections.Generic;
using Devices;
using Hal;

/// <summary>A scope protects the set-up; once the device has the address it is detached into the table of pending shares.</summary>
public sealed class DetachOnSubmit<THal>
    where THal : struct, IHal
{
    private readonly Dictionary<int, Shared<THal>> _pending = new();
    private readonly DmaEngine _engine = new();

    public bool Start(DmaBuffer source, PhysAddr sink)
    {
        using var scope = new SharedScope<THal>(source, BufferDirection.DriverToDevice);
        if (scope.Paddr.Value % 64 != 0)
        {
            return false;
        }

        int cookie = _engine.Submit(scope.Paddr, sink, source.Length);
        if (cookie < 0)
        {
            throw new DeviceException($"error {cookie}");
        }

        _pending[cookie] = scope.Detach();
        Log.Address(scope.Paddr);
        return true;
    }

    public void Completed(int cookie)
    {
        _pending.Remove(cookie, out Shared<THal> share);
        share.Unshare();
    }
}
