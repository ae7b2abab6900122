using System;
using Devices;
using Hal;


public ref struct ForeachWalker<THal>
    where THal : struct, IHal
{
    private readonly ReadOnlySpan<DmaBuffer> _parts;
    private int _index;
    private PhysAddr _current;

    public ForeachWalker(ReadOnlySpan<DmaBuffer> parts)
    {
        _parts = parts;
        _index = -1;
    }

    public readonly PhysAddr Current => _current;

    public readonly ForeachWalker<THal> GetEnumerator() => this;

    public bool MoveNext()
    {
        Dispose();
        if (++_index >= _parts.Length)
        {
            return false;
        }

        _current = THal.Share(_parts[_index], BufferDirection.DriverToDevice);
        return true;
    }

    public void Dispose()
    {
        if (_current != default)
        {
            THal.Unshare(_current, _parts[_index], BufferDirection.DriverToDevice);
            _current = default;
        }
    }
}

public static class ForeachWalkerUse
{
    public static void SendAll<THal>(Device device, ReadOnlySpan<DmaBuffer> parts)
        where THal : struct, IHal
    {
        foreach (PhysAddr paddr in new ForeachWalker<THal>(parts))
        {
            device.Submit(paddr);
            device.Wait(10);
        }
    }
}
