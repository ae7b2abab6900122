using System;
using Devices;
using Hal;

/// <summary>Properties and methods that look up a live share's address return it on loan: their callers have nothing to end.</summary>
public sealed class AddressLookup<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _device = new();
    private readonly Shared<THal> _ring;
    private readonly PhysAddr _table;
    private readonly DmaBuffer _tableBuffer;

    public AddressLookup(DmaBuffer ring, DmaBuffer table)
    {
        _ring = new Shared<THal>(ring, BufferDirection.Both);
        _tableBuffer = table;
        _table = THal.Share(table, BufferDirection.DriverToDevice);
    }

    public PhysAddr Ring => _ring.Paddr;

    private PhysAddr AddressOf(int entry) => _table + entry * 16;

    private Shared<THal> Current() => _ring;

    private bool TryFind(int entry, out PhysAddr at)
    {
        at = entry < 16 ? AddressOf(entry) : default;
        return at != default;
    }

    public bool Run(int entry)
    {
        PhysAddr ring = Ring;
        PhysAddr at = AddressOf(entry);
        Shared<THal> share = Current();
        return TryFind(entry, out PhysAddr found) && found == at &&
            _device.Submit(ring) && _device.Submit(share.Paddr, share.Buffer.Length);
    }

    public void Dispose()
    {
        THal.Unshare(_table, _tableBuffer, BufferDirection.DriverToDevice);
        _ring.Unshare();
    }
}
