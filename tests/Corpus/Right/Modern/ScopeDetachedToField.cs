using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A scope for the steps that can fail; when all went well the share moves to the object.
public sealed class ScopeDetachedToField<THal>(Device device)
    where THal : struct, IHal
{
    private readonly Dictionary<int, Shared<THal>> _rings = [];

    public bool Attach(int index, DmaBuffer ring)
    {
        using var scope = new SharedScope<THal>(ring, Both);
        if (_rings.ContainsKey(index) || !device.Submit(scope.Paddr, ring.Length))
        {
            return false;
        }

        if (!device.Ready)
        {
            device.Reset();
            return false;
        }

        _rings[index] = scope.Detach();
        device.Kick();
        return true;
    }

    public bool Detach(int index)
    {
        if (!_rings.Remove(index, out Shared<THal> ring))
        {
            return false;
        }

        device.Reset();
        ring.Unshare();
        return true;
    }
}
