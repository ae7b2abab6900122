using System;
using Devices;
using Hal;

/// <summary>An event handler ends the share that the field holds and takes itself off the event.</summary>
public sealed class EventDriven<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();
    private Shared<THal> _share;

    public event Action<int>? Finished;

    public void Begin(DmaBuffer data)
    {
        _share = new Shared<THal>(data, BufferDirection.DeviceToDriver);
        _device.Completed += OnCompleted;
        _device.Program(_share.Paddr, data.Length);
        _device.Kick();
    }

    private void OnCompleted()
    {
        _device.Completed -= OnCompleted;
        Shared<THal> share = _share;
        _share = default;
        share.Unshare();
        Finished?.Invoke(share.Buffer[0]);
    }
}
