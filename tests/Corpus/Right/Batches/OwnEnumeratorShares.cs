using System;
using Devices;
using Hal;

/// <summary>An enumerator of the driver's own: MoveNext ends the last part's share and makes the next, Dispose ends what is left.</summary>
public struct SharedParts<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly DmaBuffer _all;
    private readonly int _size;
    private Shared<THal> _current;
    private int _next;

    public SharedParts(DmaBuffer all, int size)
    {
        _all = all;
        _size = size;
        _current = default;
        _next = 0;
    }

    public readonly Shared<THal> Current => _current;

    public readonly SharedParts<THal> GetEnumerator() => this;

    public bool MoveNext()
    {
        _current.Unshare();
        _current = default;
        if (_next + _size > _all.Length)
        {
            return false;
        }

        _current = new Shared<THal>(_all.Slice(_next, _size), BufferDirection.DriverToDevice);
        _next += _size;
        return true;
    }

    public void Dispose()
    {
        _current.Unshare();
        _current = default;
    }
}

/// <summary>Its user.</summary>
public sealed class PartSender<THal>
    where THal : struct, IHal
{
    private readonly Device _device = new();

    public int Send(DmaBuffer data)
    {
        int sent = 0;
        foreach (Shared<THal> part in new SharedParts<THal>(data, 512))
        {
            if (!_device.Submit(part.Paddr, part.Buffer.Length))
            {
                return sent;
            }

            sent++;
        }

        return sent;
    }
}
