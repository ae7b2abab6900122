using System;
using Devices;
using Hal;

/// <summary>A fixture shares in its constructor and unshares in Dispose; the tests between use the address.</summary>
public sealed class FixtureTests<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly PinnedBuffer _memory = new(4096);
    private readonly Shared<THal> _share;
    private readonly Device _device = new();

    public FixtureTests() => _share = new Shared<THal>(_memory.Buffer, BufferDirection.Both);

    public void Address_is_not_zero() => Expect.That(_share.Paddr != default);

    public void Device_takes_it() => Expect.That(_device.Submit(_share.Paddr, _share.Buffer.Length));

    public void Dispose()
    {
        _share.Unshare();
        _memory.Dispose();
    }
}
