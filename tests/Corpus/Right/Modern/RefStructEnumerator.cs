using System;
using Devices;
using Hal;
using static Hal.BufferDirection;

namespace Drivers;

// A ref struct that walks a scatter list and holds one share at a time.
public ref struct ShareWalker<THal>
    where THal : struct, IHal
{
    private readonly ReadOnlySpan<DmaBuffer> _parts;
    private readonly BufferDirection _direction;
    private int _index;
    private PhysAddr _current;

    public ShareWalker(ReadOnlySpan<DmaBuffer> parts, BufferDirection direction)
    {
        _parts = parts;
        _direction = direction;
        _index = -1;
    }

    public readonly PhysAddr Current => _current;

    public readonly ShareWalker<THal> GetEnumerator() => this;

    public bool MoveNext()
    {
        End();
        if (++_index >= _parts.Length)
        {
            return false;
        }

        _current = THal.Share(_parts[_index], _direction);
        return true;
    }

    public void Dispose() => End();

    private void End()
    {
        if (_current != default)
        {
            THal.Unshare(_current, _parts[_index], _direction);
            _current = default;
        }
    }
}

public static class RefStructEnumerator
{
    public static bool SendAll<THal>(Device device, ReadOnlySpan<DmaBuffer> parts)
        where THal : struct, IHal
    {
        foreach (PhysAddr paddr in new ShareWalker<THal>(parts, DriverToDevice))
        {
            if (!device.Submit(paddr) || !device.Wait(10))
            {
                device.Reset();
                return false;
            }
        }

        return true;
    }
}
