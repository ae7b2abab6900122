using System;
using System.Collections.Generic;
using Devices;
using Hal;

namespace Drivers;

// A list of disposables as the owner of everything that a driver made, the kinds of which it need not know. Shares and regions are
// wrapped in disposables that are added where they are made, and disposed last first.
public sealed class CompositeDisposable : IDisposable
{
    private readonly List<IDisposable> _items = new();

    public T Add<T>(T item)
        where T : IDisposable
    {
        _items.Add(item);
        return item;
    }

    public void Dispose()
    {
        for (int i = _items.Count - 1; i >= 0; i--)
        {
            _items[i].Dispose();
        }

        _items.Clear();
    }
}

public sealed class ShareOwner<THal> : IDisposable
    where THal : struct, IHal
{
    private Shared<THal> _share;

    public ShareOwner(DmaBuffer buffer, BufferDirection direction) => _share = new Shared<THal>(buffer, direction);

    public PhysAddr Address => _share.Paddr;

    public void Dispose()
    {
        Shared<THal> share = _share;
        _share = default;
        share.Unshare();
    }
}

public sealed class Radio<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Device _device;
    private readonly CompositeDisposable _owned = new();

    public Radio(Device device)
    {
        _device = device;
        try
        {
            Dma<THal> ring = _owned.Add(new Dma<THal>(1, BufferDirection.Both));
            PinnedBuffer samples = _owned.Add(new PinnedBuffer(16 * 1024));
            ShareOwner<THal> share = _owned.Add(new ShareOwner<THal>(samples.Buffer, BufferDirection.DeviceToDriver));
            _device.Program(ring.Paddr, (int)ring.Length);
            _device.Program(share.Address, samples.Buffer.Length);
        }
        catch
        {
            _owned.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _device.Reset();
        _owned.Dispose();
    }
}
