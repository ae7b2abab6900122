using System;
using Devices;
using Hal;

/// <summary>Share wrapped into an IDisposable that runs a lambda.</summary>
public sealed class Defer : IDisposable
{
    private Action? _action;

    public Defer(Action action) => _action = action;

    public void Dispose()
    {
        Action? action = _action;
        _action = null;
        action?.Invoke();
    }
}

/// <summary>Its user, in the style of languages with a defer statement.</summary>
public sealed class DeferUser<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Run(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.Both);
        using var end = new Defer(() => THal.Unshare(at, data, BufferDirection.Both));
        if (!_device.Ready)
        {
            return -1;
        }

        return _device.Start(at, data.Length);
    }
}
