using System;
using Devices;
using Hal;

namespace Drivers;

// A small list of shares as a ref struct: add as many as there are, end all with the scope. The struct counts what it holds; a share
// that throws is not counted, and Dispose ends the counted ones.
public ref struct ShareList<THal>
    where THal : struct, IHal
{
    private readonly Span<Shared<THal>> _shares;
    private int _count;

    public ShareList(Span<Shared<THal>> room)
    {
        _shares = room;
        _count = 0;
    }

    public readonly int Count => _count;

    public PhysAddr Add(DmaBuffer buffer, BufferDirection direction)
    {
        var share = new Shared<THal>(buffer, direction);
        if (_count == _shares.Length)
        {
            share.Unshare();
            throw new InvalidOperationException("the list is full");
        }

        _shares[_count++] = share;
        return share.Paddr;
    }

    public void Dispose()
    {
        while (_count > 0)
        {
            _shares[--_count].Unshare();
        }
    }
}

public sealed class Blender<THal>
    where THal : struct, IHal
{
    private readonly Shared<THal>[] _room = new Shared<THal>[4];
    private readonly Mailbox _unit;

    public Blender(Mailbox unit) => _unit = unit;

    public int Blend(DmaBuffer below, DmaBuffer above, DmaBuffer result)
    {
        using var list = new ShareList<THal>(_room);
        PhysAddr first = list.Add(below, BufferDirection.DriverToDevice);
        PhysAddr second = list.Add(above, BufferDirection.DriverToDevice);
        PhysAddr target = list.Add(result, BufferDirection.DeviceToDriver);
        int status = _unit.Execute(1, first, target);
        return status < 0 ? status : _unit.Execute(2, second, target);
    }
}
