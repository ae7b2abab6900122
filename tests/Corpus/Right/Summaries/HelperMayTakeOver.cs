using System.Collections.Generic;
using Devices;
using Hal;

/// <summary>A helper either keeps the share in its table and says true, or leaves it to the caller and says false.</summary>
public sealed class Parking<THal>
    where THal : struct, IHal
{
    private readonly Queue<Shared<THal>> _parked = new();
    private readonly Dictionary<PhysAddr, DmaBuffer> _table = new();
    private readonly Device _device = new();

    private bool TryPark(Shared<THal> share)
    {
        if (_parked.Count >= 8)
        {
            return false;
        }

        _parked.Enqueue(share);
        return true;
    }

    private bool TryRegister(PhysAddr at, DmaBuffer data) => _table.Count < 64 && _table.TryAdd(at, data);

    public void Submit(DmaBuffer data)
    {
        var share = new Shared<THal>(data, BufferDirection.Both);
        _device.Program(share.Paddr, data.Length);
        if (!TryPark(share))
        {
            _device.Wait(10);
            share.Unshare();
        }
    }

    public bool Register(DmaBuffer data)
    {
        PhysAddr at = THal.Share(data, BufferDirection.Both);
        if (TryRegister(at, data))
        {
            return true;
        }

        THal.Unshare(at, data, BufferDirection.Both);
        return false;
    }

    public void Drain()
    {
        while (_parked.TryDequeue(out Shared<THal> share))
        {
            share.Unshare();
        }

        foreach ((PhysAddr at, DmaBuffer data) in _table)
        {
            THal.Unshare(at, data, BufferDirection.Both);
        }

        _table.Clear();
    }
}
