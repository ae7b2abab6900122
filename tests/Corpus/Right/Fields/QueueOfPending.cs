using System.Collections.Generic;
using Devices;
using Hal;

/// <summary>A device that completes in order: pending shares wait in a queue, and Drain ends what is left.</summary>
public sealed class InOrderQueue<THal>
    where THal : struct, IHal
{
    private readonly Queue<(Shared<THal> Share, ulong Sector)> _pending = new();
    private readonly Device _device = new();

    public void Read(ulong sector, DmaBuffer into)
    {
        var share = new Shared<THal>(into, BufferDirection.DeviceToDriver);
        _device.Program(share.Paddr, into.Length);
        _pending.Enqueue((share, sector));
    }

    public ulong Complete()
    {
        (Shared<THal> share, ulong sector) = _pending.Dequeue();
        share.Unshare();
        return sector;
    }

    public void Drain()
    {
        _device.Reset();
        while (_pending.Count > 0)
        {
            _pending.Dequeue().Share.Unshare();
        }
    }
}
