using System.Collections.Generic;
using Hal;
using Devices;

/// <summary>A virtio driver's method that takes a share over and drops it when its table is full.</summary>
public sealed class RequestTable<THal>
    where THal : struct, IHal
{
    private readonly Dictionary<ushort, Shared<THal>> _inFlight = new();

    public void Keep(ushort id, [TransfersOwnership] Shared<THal> shared) //! HAL1002
    {
        if (_inFlight.Count >= 128)
        {
            Log.Info($"no room for request {id}");
            return;
        }

        _inFlight.Add(id, shared);
    }

    public void Complete(ushort id)
    {
        if (_inFlight.Remove(id, out Shared<THal> shared))
        {
            shared.Unshare();
        }
    }
}
