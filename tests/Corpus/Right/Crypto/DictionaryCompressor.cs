using System;
using Devices;
using Hal;

namespace Drivers;

// Like zstd with a dictionary in hardware: the dictionary is shared for the life of the object, blocks for a call. The long share is a
// detached one in a field, ended in Dispose; a failing constructor leaves nothing.
public sealed class DictionaryCompressor<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly DmaEngine _engine;
    private Shared<THal> _dictionary;

    public DictionaryCompressor(DmaEngine engine, DmaBuffer dictionary, PhysAddr window)
    {
        _engine = engine;
        using var scope = new SharedScope<THal>(dictionary, BufferDirection.DriverToDevice);
        int load = engine.Submit(scope.Paddr, window, dictionary.Length);
        if (load < 0 || !engine.WaitFor(load, 100))
        {
            engine.Terminate();
            throw new DeviceException("the dictionary was not taken");
        }

        _dictionary = scope.Detach();
    }

    public bool Compress(DmaBuffer block, DmaBuffer into)
    {
        ObjectDisposedException.ThrowIf(_dictionary.Buffer.IsEmpty, this);
        using var from = new SharedScope<THal>(block, BufferDirection.DriverToDevice);
        using var to = new SharedScope<THal>(into, BufferDirection.DeviceToDriver);
        int cookie = _engine.Submit(from.Paddr, to.Paddr, block.Length);
        if (cookie < 0)
        {
            return false;
        }

        if (_engine.WaitFor(cookie, 100))
        {
            return true;
        }

        _engine.Terminate();
        return false;
    }

    public void Dispose()
    {
        Shared<THal> dictionary = _dictionary;
        _dictionary = default;
        if (!dictionary.Buffer.IsEmpty)
        {
            _engine.Terminate();
            dictionary.Unshare();
        }
    }
}
