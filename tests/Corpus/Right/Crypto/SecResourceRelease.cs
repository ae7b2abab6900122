using System;
using Devices;
using Hal;

namespace Drivers;

// Follows a fix in Linux: "crypto: hisilicon/sec - fix memory leak for sec resource release": Dispose gives back all resources of the
// queue.
public sealed class SecResources<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly CryptoUnit _unit;
    private readonly Dma<THal> _vectors;
    private readonly Dma<THal> _macs;

    public SecResources(CryptoUnit unit, nuint pages)
    {
        _unit = unit;
        _vectors = new Dma<THal>(pages, BufferDirection.Both);
        _macs = new Dma<THal>(pages, BufferDirection.Both);
    }

    public PhysAddr VectorOf(int request) => _vectors.PaddrAt((nuint)request * 32);

    public PhysAddr MacOf(int request) => _macs.PaddrAt((nuint)request * 64);

    public int Check(int request)
    {
        return _unit.Digest(VectorOf(request), 32, MacOf(request));
    }

    public void Dispose()
    {
        if (_unit.Busy)
        {
            Log.Info("the queue is still busy");
        }

        _vectors.Dispose();
        _macs.Dispose();
    }
}
