using System;
using Devices;
using Hal;

/// <summary>Dispose may run twice: once early by hand, once by using, once more in a finalizing Close.</summary>
public sealed class DisposedTwice<THal> : IDisposable
    where THal : struct, IHal
{
    private readonly Dma<THal> _page = new(1, BufferDirection.Both);
    private readonly Device _device = new();

    public bool Probe()
    {
        using var scratch = new Dma<THal>(1, BufferDirection.DriverToDevice);
        if (!_device.Submit(scratch.Paddr))
        {
            scratch.Dispose();
            return false;
        }

        return true;
    }

    public void Close() => _page.Dispose();

    public void Dispose()
    {
        Close();
        _page.Dispose();
    }
}
