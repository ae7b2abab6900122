using System;
using Devices;
using Hal;

/// <summary>Fields are released through locals, through an array of all of them, and through a static helper that takes this.</summary>
public sealed class AliasRelease<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _device = new();
    private Shared<THal> _first;
    private Shared<THal> _second;
    private Shared<THal> _third;

    public void Open(DmaBuffer a, DmaBuffer b, DmaBuffer c)
    {
        _first = new Shared<THal>(a, BufferDirection.Both);
        _second = new Shared<THal>(b, BufferDirection.Both);
        _third = new Shared<THal>(c, BufferDirection.Both);
        _device.Program(_first.Paddr, a.Length);
    }

    public void Dispose()
    {
        foreach (Shared<THal> share in new[] { _first, _second })
        {
            share.Unshare();
        }

        _first = _second = default;
        Close(this);
    }

    private static void Close(AliasRelease<THal> owner)
    {
        Shared<THal> last = owner._third;
        owner._third = default;
        last.Unshare();
    }
}
