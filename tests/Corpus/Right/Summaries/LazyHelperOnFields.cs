using System;
using Devices;
using Hal;

/// <summary>EnsureMapped shares at its first call and returns the same address at each later one; callers only borrow.</summary>
public sealed class EnsureMapped<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _device = new();
    private readonly DmaBuffer _buffer;
    private PhysAddr? _at;

    public EnsureMapped(DmaBuffer buffer) => _buffer = buffer;

    private PhysAddr Ensure() => _at ??= THal.Share(_buffer, BufferDirection.Both);

    private PhysAddr EnsureLong()
    {
        if (_at is { } known)
        {
            return known;
        }

        PhysAddr fresh = THal.Share(_buffer, BufferDirection.Both);
        _at = fresh;
        return fresh;
    }

    public void Run()
    {
        _device.Start(Ensure(), _buffer.Length);
        PhysAddr again = Ensure();
        PhysAddr third = EnsureLong();
        _device.Start(again, third == again ? 1 : 0);
    }

    public void Dispose()
    {
        if (_at is { } at)
        {
            _device.Reset();
            THal.Unshare(at, _buffer, BufferDirection.Both);
            _at = null;
        }
    }
}
