using System.Collections.Generic;
using Hal;
using Devices;

/// <summary>A completion that ends the share that it took out of the table once.</summary>
public sealed class CompletionTable<THal>
    where THal : struct, IHal
{
    private readonly Dictionary<int, Shared<THal>> _inFlight = new();
    private readonly Device _device = new();

    public void Start(int tag, DmaBuffer buffer)
    {
        var shared = new Shared<THal>(buffer, BufferDirection.DeviceToDriver);
        _inFlight.Add(tag, shared);
        _device.Program(shared.Paddr, buffer.Length);
    }

    public bool Complete(int tag, bool late)
    {
        if (!_inFlight.Remove(tag, out Shared<THal> shared))
            return false;

        shared.Unshare();
        if (late)
        {
            _device.Reset();
        }

        return true;
    }
}
