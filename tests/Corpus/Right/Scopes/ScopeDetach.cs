using System.Collections.Generic;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

/// <summary>The scope ends the share unless the queue takes it over.</summary>
public sealed class ScopeDetach<THal>(VendorQueue queue)
    where THal : struct, IHal
{
    private readonly Dictionary<PhysAddr, Shared<THal>> _taken = [];

    public string? Send(DmaBuffer buffer)
    {
        using var scope = new SharedScope<THal>(buffer, DriverToDevice);
        switch (queue.Submit(scope.Paddr, buffer))
        {
            case SubmitResult.Queued:
                _taken.Add(scope.Paddr, scope.Detach());
                return null;
            case SubmitResult.Completed:
                return null;
            case SubmitResult.Rejected:
                return "the queue is full";
            default:
                scope.Abandon();
                return "the queue does not say";
        }
    }

    public void OnFinished(PhysAddr paddr, DmaBuffer buffer)
    {
        if (_taken.Remove(paddr, out Shared<THal> shared))
        {
            shared.Unshare();
        }
    }
}
